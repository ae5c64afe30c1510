import ClientTestSupport
import ConformanceKit
import Foundation
import LayerSupport
import MartletClient
import StatelessMessages
import Testing

/// Servers that are killed in the midst of the work.
@Suite struct RestartTests {
    private static func hasty() -> RedisOptions {
        var options = RedisOptions()
        options.backoff = RedisBackoff(initial: .milliseconds(1), limit: .milliseconds(20))
        return options
    }

    /// With a log that is written before each reply, all that was acknowledged is there after a kill.
    @Test func redisKeepsWhatItAcknowledged() async throws {
        let folder = FileManager.default.temporaryDirectory.appending(path: unique("messages"))
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        var variant = ServerVariant()
        variant.options = [
            "--dir", folder.path, "--appendonly", "yes", "--appendfsync", "always",
        ]
        let program = try ClientTarget.redisServer()
        let session = unique("s")
        let (acknowledged, begun) = (Counter(), Counter())
        do {
            let server = try ServerProcess(program: program, variant: variant)
            let client = try Redis.client(
                "redis://127.0.0.1:\(server.address.port)", options: Self.hasty())
            let instance = Instance(client, session: session)
            let message = try await instance.message("m")
            let queue = GroupTaskQueue(client)
            try await instance.manager.submitTask("t", type: "x", to: message, through: queue)
            let writing = Task {
                while true {
                    begun.increment()
                    try await message.appendText("\(acknowledged.count),")
                    acknowledged.increment()
                }
            }
            while acknowledged.count < 50 { await Task.yield() }
            server.stop()
            let error = await redisError { try await writing.value }
            #expect(error?.isUnavailable == true)
            await client.close()
        }
        let server = try ServerProcess(program: program, variant: variant)
        let client = try Redis.client("redis://127.0.0.1:\(server.address.port)")
        let instance = Instance(client, session: session)
        let message = try #require(try await instance.manager.message("m"))
        let all = (0..<begun.count).map { "\($0)," }
        // The last may have been written without an answer.
        #expect(
            [all.joined(), all.prefix(acknowledged.count).joined()].contains(message.text))
        let queue = GroupTaskQueue(client)
        let worker = Worker(instance.manager, queue: queue) { _ in .text("done") }
        #expect(try await worker.runOnce() == .completed(TaskJob(messageID: "m", taskID: "t")))
        try await message.complete()
        let events = try await instance.events("m")
        #expect(events.map(\.sequence) == Array(1...events.count))
        let deltas = events.compactMap { $0.payload["delta"]?.stringValue }
        #expect(deltas.joined() == message.text)
        await client.close()
        server.stop()
    }

    /// Martlet keeps nothing: what is left of a message isn't written to a server that has lost it, and
    /// what is begun anew is begun once.
    @Test func nothingIsDoneTwiceAfterALoss() async throws {
        let first = try Martlet.start()
        let url = try #require(first.url)
        let port = try #require(url.split(separator: ":").last.flatMap { Int($0) })
        let client = try Redis.client(url, options: Self.hasty())
        var options = MessageOptions()
        options.pingInterval = .milliseconds(50)
        let instance = Instance(client, options: options)
        let message = try await instance.message("m")
        let queue = GroupTaskQueue(client)
        try await instance.manager.submitTask("t", type: "x", to: message, through: queue)
        let job = try #require(try await queue.next(waitingAtMost: nil))
        let subscriber = Task { try await Self.ended(instance) }
        first.stop()
        let error = await redisError { try await message.appendText("a") }
        #expect(error?.isUnavailable == true)

        let second = try Martlet.start(.port(port))
        var last: MessagesError.Code?
        // The client finds the server when its backoff is over.
        while last == nil { last = await code { try await message.appendText("b") } }
        #expect(last == .messageMissing)
        #expect(await code { try await message.updateTask("t", .completed) } == .messageMissing)
        #expect(try await client.dbSize() == 0)
        #expect(try await !queue.renew(job))
        try await queue.finish(job)
        let new = try await instance.message("m")
        try await new.appendText("c")
        try await new.complete()
        #expect(try await instance.types("m") == ["MESSAGE_START", "TEXT_DELTA", "MESSAGE_END"])
        #expect(try await instance.fields("m")["text"] == "c")
        #expect(await subscriber.result.isEnd)
        await client.close()
        second.stop()
    }

    /// Reads to the end, or to an error that says that the server is away; moves the clock that retries
    /// wait for.
    private static func ended(_ instance: Instance) async throws {
        let moving = Task {
            while !Task.isCancelled {
                try await Task.sleep(for: .milliseconds(1))
                instance.clock.advance(by: .seconds(1))
            }
        }
        defer { moving.cancel() }
        do {
            _ = try await instance.events("m")
        } catch let error as RedisError where error.isUnavailable {}
    }
}

extension Result where Success == Void {
    fileprivate var isEnd: Bool {
        if case .success = self { true } else { false }
    }
}
