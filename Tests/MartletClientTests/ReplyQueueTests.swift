import NIOCore
import Testing

@testable import MartletClient

@Suite struct ReplyQueueTests {
    private static func request(_ count: Int, _ deadline: NIODeadline? = nil) -> QueuedRequest {
        QueuedRequest((0..<count).map { _ in RedisCommand("PING") }, deadline: deadline)
    }

    @Test func repliesGoToRequestsInOrder() async throws {
        var queue = ReplyQueue()
        let requests = [Self.request(2), Self.request(1)]
        #expect(requests[0].bytes == Array("*1\r\n$4\r\nPING\r\n*1\r\n$4\r\nPING\r\n".utf8))
        for request in requests { queue.append(request) }
        var pushes: [[RESPValue]] = []
        let pieces = [":1\r\n>2\r\n+a\r\n+b\r\n:", "2\r\n-ERR n", "o\r\n"]
        let counts = try pieces.map { piece in
            try queue.receive(Array(piece.utf8)) { pushes.append($0) }
        }
        #expect(counts == [0, 1, 1] && queue.isEmpty)
        #expect(try await requests[0].promise.value() == [.integer(1), .integer(2)])
        #expect(try await requests[1].promise.value() == [.error("ERR no")])
        #expect(pushes == [[.simpleString("a"), .simpleString("b")]])
    }

    @Test func sentinelsEndRequests() async throws {
        for (isOld, pong) in [(false, "$1\r\nx\r\n"), (true, "*2\r\n$4\r\npong\r\n$1\r\nx\r\n")] {
            var queue = ReplyQueue(findsPushesInArrays: isOld)
            let request = QueuedRequest([], end: .sentinel([UInt8(ascii: "x")]), deadline: nil)
            queue.append(request)
            var count = 0
            let confirmation = "\(isOld ? "*" : ">")3\r\n$9\r\nsubscribe\r\n$1\r\nc\r\n:1\r\n"
            let text = confirmation + "-ERR other\r\n" + pong
            let doneCount = try queue.receive(Array(text.utf8)) { _ in count += 1 }
            #expect(doneCount == 1 && count == 1)
            #expect(try await request.promise.value() == [.error("ERR other")])
        }
    }

    @Test func whatNobodyAskedForIsAnError() {
        var queue = ReplyQueue()
        #expect(throws: RedisError(reply: "ERR max number of clients reached")) {
            try queue.receive(Array("-ERR max number of clients reached\r\n".utf8)) { _ in }
        }
        var other = ReplyQueue()
        #expect(throws: RedisError.self) { try other.receive(Array("HTTP/1.1".utf8)) { _ in } }
    }

    @Test func whatIsLateFails() async throws {
        var queue = ReplyQueue()
        let now = NIODeadline.now()
        let requests = [Self.request(1, now + .seconds(2)), Self.request(1, now + .seconds(1))]
        for request in requests { queue.append(request) }
        queue.append(Self.request(1))
        #expect(queue.nextDeadline == now + .seconds(1))
        var isOver = queue.expire(at: now + .seconds(1), grace: .seconds(5))
        #expect(!isOver)
        await #expect(throws: RedisError.timeout) { try await requests[1].promise.value() }
        #expect(!requests[0].promise.isDone)
        // The late reply takes its own place.
        let count = try queue.receive(Array(":1\r\n:2\r\n".utf8)) { _ in }
        #expect(count == 2)
        #expect(try await requests[0].promise.value() == [.integer(1)])
        isOver = queue.expire(at: now + .seconds(100), grace: .seconds(5))
        #expect(!isOver)
    }

    @Test func whatIsTwiceAsLateEndsTheConnection() {
        var queue = ReplyQueue()
        let now = NIODeadline.now()
        queue.append(Self.request(1, now))
        let outcomes = [0, 4, 5].map { seconds in
            queue.expire(at: now + .seconds(seconds), grace: .seconds(5))
        }
        #expect(outcomes == [false, false, true])
    }

    @Test func failingFailsAll() async throws {
        var queue = ReplyQueue()
        let request = Self.request(2)
        queue.append(request)
        queue.fail(.connectionLost.afterSending)
        await #expect(throws: RedisError.connectionLost.afterSending) {
            try await request.promise.value()
        }
        #expect(queue.isEmpty && RedisError.connectionLost.afterSending.mayHaveRun)
    }
}
