import MartletLoop
import Testing

@Suite struct StreamWritingTests {
    @Test func closesWhenEverythingIsSent() async throws {
        let events = Events()
        let bytes = [UInt8](repeating: 7, count: 20_000_000)
        let server = try TestServer(telling: events) { stream in
            stream.write(bytes.span)
            stream.closeWhenSent()
            stream.write([1, 2, 3].span)
            #expect(stream.isOpen)
        }
        let client = try TestClient(port: server.port)
        let isWhole = client.receive() == bytes
        #expect(isWhole)
        #expect(await events.next() == "closed")
        server.stop()
        #expect(events.count == 0)
    }

    @Test func slowReaderStallsNobody() async throws {
        let events = Events()
        let count = 100_000_000
        let server = try TestServer(telling: events)
        let slow = try TestClient(port: server.port)
        let quick = try TestClient(port: server.port)
        quick.send("x")
        #expect(quick.text(1) == "x")
        let queued = await server.withStream(0) { stream in
            let bytes = [UInt8](repeating: 3, count: count)
            stream.write(bytes.span)
            return stream.queuedCount
        }
        #expect(queued.map { $0 > 0 && $0 < count } == true)
        for _ in 0..<100 {
            quick.send("ping")
            #expect(quick.text(4) == "ping")
        }
        let isWhole = slow.receive(count) == [UInt8](repeating: 3, count: count)
        #expect(isWhole)
        server.stop()
        #expect(events.count == 0)
    }

    /// Ordinary bytes and sources arrive in order, however much the socket takes at once.
    @Test(arguments: 0..<12)
    func sendsSourcesBetweenTheBytes(seed: UInt64) async throws {
        var random = TestRandom(seed: seed)
        var writes: [Write] = []
        let unit = [1, 100, 50_000][Int(seed % 3)]
        for _ in 0..<Int.random(in: 1...20, using: &random) {
            writes.append(Write(unit: unit, using: &random))
        }
        let events = Events()
        let server = try TestServer(telling: events) { [writes] stream in
            for write in writes { write.send(to: stream, events) }
            stream.closeWhenSent()
        }
        let client = try TestClient(port: server.port)
        #expect(client.receive() == writes.flatMap(\.expected))
        server.stop()
        #expect(events.count == 0)
    }

    @Test func sourcesAreKeptUntilTheyAreSent() async throws {
        let events = Events()
        let server = try TestServer(telling: events)
        let client = try TestClient(port: server.port)
        client.send("x")
        #expect(client.text(1) == "x")
        let count = await server.withStream { stream in
            let large = TestSource([UInt8](repeating: 1, count: 30_000_000), events)
            let small = TestSource([2], events)
            stream.write([9, 9].span, inserting: [(1, large), (2, small)])
            return events.count
        }
        #expect(count == 3)
        let received = client.receive(30_000_003).count
        #expect(received == 30_000_003)
        server.stop()
        #expect(events.count == 0)
    }

    @Test func closingLetsGoOfWhatWaits() async throws {
        let events = Events()
        let server = try TestServer(telling: events)
        let client = try TestClient(port: server.port)
        client.send("x")
        #expect(client.text(1) == "x")
        _ = await server.withStream { stream in
            let large = TestSource([UInt8](repeating: 1, count: 30_000_000), events)
            stream.write([9, 9].span, inserting: [(1, large)])
            stream.write([9, 9].span)
            stream.close()
        }
        server.stop()
        #expect(events.count == 0)
        withExtendedLifetime(client) {}
    }

    @Test func aFailedWriteCloses() async throws {
        let events = Events()
        let server = try TestServer(telling: events)
        var client: TestClient? = try TestClient(port: server.port)
        client?.send("x")
        #expect(await events.next() == "read x")
        _ = await server.withStream { $0.pauseReading() }
        client?.reset()
        client = nil
        var isOpen = true
        while isOpen {
            isOpen =
                await server.withStream { stream in
                    stream.write([1].span)
                    return stream.isOpen
                } ?? false
        }
        #expect(await events.next() == "closed")
        server.stop()
        #expect(events.count == 0)
    }

    /// Counts beyond 32 bits, and more than the system writes in one call.
    @Test func sendsMoreThanFourGigabytes() async throws {
        let count = (1 << 32) + 5
        let server = try TestServer { stream in
            stream.write([1, 2].span, inserting: [(1, TestZeros(count: count))])
            stream.closeWhenSent()
        }
        let client = try TestClient(port: server.port)
        #expect(client.discard() == count + 2)
        server.stop()
    }
}

/// A random write.
private struct Write: Sendable {
    var bytes: [UInt8]
    var sources: [(offset: Int, bytes: [UInt8])] = []

    init(unit: Int, using random: inout TestRandom) {
        func some() -> [UInt8] {
            let count = Int.random(in: 0...3, using: &random) * unit
            let first = UInt8.random(in: 0...255, using: &random)
            return (0..<count).map { first &+ UInt8(truncatingIfNeeded: $0) }
        }
        bytes = some()
        let offsets = (0..<Int.random(in: 0...4, using: &random)).map { [bytes] _ in
            Int.random(in: 0...bytes.count, using: &random)
        }
        for offset in offsets.sorted() { sources.append((offset, some())) }
    }

    var expected: [UInt8] {
        var expected: [UInt8] = []
        var start = 0
        for (offset, inserted) in sources {
            expected += bytes[start..<offset] + inserted
            start = offset
        }
        return expected + bytes[start...]
    }

    func send(to stream: MartletLoop.Stream, _ events: Events) {
        if sources.isEmpty { return stream.write(bytes.span) }
        stream.write(
            bytes.span, inserting: sources.map { ($0.offset, TestSource($0.bytes, events)) })
    }
}

/// A generator that a seed determines.
struct TestRandom: RandomNumberGenerator {
    private var state: UInt64

    init(seed: UInt64) {
        state = seed &* 0x9E37_79B9_7F4A_7C15 &+ 1
    }

    mutating func next() -> UInt64 {
        state ^= state << 13
        state ^= state >> 7
        state ^= state << 17
        return state
    }
}
