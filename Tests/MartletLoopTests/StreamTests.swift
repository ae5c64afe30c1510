import MartletLoop
import Testing

@Suite struct StreamTests {
    @Test func readsAndCloses() async throws {
        let events = Events()
        let server = try TestServer(telling: events)
        let client = try TestClient(port: server.port)
        client.send("hello")
        #expect(await events.next() == "read hello")
        #expect(client.text(5) == "hello")
        client.endSending()
        #expect(await events.next() == "closed")
        #expect(client.receive().isEmpty)
        server.stop()
        #expect(await events.rest() == [])
        #expect(events.count == 0)
    }

    @Test func closesOnce() async throws {
        let events = Events()
        let server = try TestServer(telling: events) { stream in
            stream.close()
            stream.close()
            stream.closeWhenSent()
            stream.write([1, 2, 3].span)
            #expect(!stream.isOpen)
            #expect(stream.descriptor == -1)
        }
        let client = try TestClient(port: server.port)
        #expect(client.receive().isEmpty)
        server.stop()
        #expect(await events.rest() == ["closed"])
        #expect(events.count == 0)
    }

    @Test func stopClosesEveryStreamOnce() async throws {
        let events = Events()
        let server = try TestServer(telling: events)
        let clients = try (0..<20).map { _ in try TestClient(port: server.port) }
        for client in clients {
            client.send("x")
            #expect(client.text(1) == "x")
        }
        server.stop()
        #expect(await events.rest().filter { $0 == "closed" }.count == 20)
        #expect(events.count == 0)
    }

    @Test func streamsAreLetGoOf() async throws {
        let events = Events()
        let server = try TestServer(telling: events)
        let client = try TestClient(port: server.port)
        client.send("x")
        #expect(client.text(1) == "x")
        client.endSending()
        #expect(client.receive().isEmpty)
        // Once round the loop, libuv has told that the socket is closed.
        let other = try TestClient(port: server.port)
        other.send("x")
        #expect(other.text(1) == "x")
        #expect(await server.withStream(0) { _ in true } == nil)
        #expect(await server.withStream(1) { _ in true } == true)
        #expect(events.count == 1)
        server.stop()
        #expect(server.streamCount == 0)
        #expect(events.count == 0)
    }

    @Test func pausedStreamReadsLater() async throws {
        let events = Events()
        let server = try TestServer(telling: events)
        let client = try TestClient(port: server.port)
        client.send("a")
        #expect(await events.next() == "read a")
        _ = await server.withStream { $0.pauseReading() }
        client.send("b")
        for _ in 0..<20 { _ = await server.run { _ in } }
        events.tell("nothing")
        #expect(await events.next() == "nothing")
        _ = await server.withStream { $0.resumeReading() }
        #expect(await events.next() == "read b")
        #expect(client.text(2) == "ab")
        server.stop()
    }

    /// A value's bytes go to its destination, what comes before and after to the handler.
    @Test(arguments: [1, 1000, 300_000])
    func readsIntoADestination(capacity: Int) async throws {
        let events = Events()
        let server = try TestServer { stream in
            stream.handler = FillHandler(events: events, capacity: capacity)
        }
        let client = try TestClient(port: server.port)
        let value = (0..<capacity).map { UInt8(truncatingIfNeeded: $0 &* 7) }
        client.send("#")
        #expect(await events.next() == "began")
        client.send(value + Array("tail".utf8))
        var sum = 0
        for byte in value { sum = (sum &* 31 &+ Int(byte)) % 1_000_003 }
        #expect(await events.next() == "filled \(capacity) \(sum)")
        #expect(client.text(4) == "tail")
        server.stop()
        #expect(events.count == 0)
    }

    @Test func theEndComesToADestinationToo() async throws {
        let events = Events()
        let server = try TestServer { stream in
            stream.handler = FillHandler(events: events, capacity: 100)
        }
        let client = try TestClient(port: server.port)
        client.send("#")
        #expect(await events.next() == "began")
        client.send("half")
        client.endSending()
        #expect(await events.next() == "closed")
        server.stop()
        #expect(events.count == 0)
    }
}

/// Reads a byte, then a value, and sends back what follows it.
private final class FillHandler: StreamHandler {
    private let events: Events
    private let capacity: Int
    private var destination: TestDestination?

    init(events: Events, capacity: Int) {
        self.events = events
        self.capacity = capacity
        events.born()
    }

    deinit {
        events.died()
    }

    func stream(_ stream: MartletLoop.Stream, didRead bytes: Span<UInt8>) {
        if destination != nil { return stream.write(bytes) }
        let destination = TestDestination(capacity: capacity)
        self.destination = destination
        stream.readDestination = destination
        events.tell("began")
    }

    func stream(_ stream: MartletLoop.Stream, didFillDestination count: Int) {
        guard let destination, destination.filled == capacity else { return }
        stream.readDestination = nil
        var sum = 0
        for byte in destination.bytes { sum = (sum &* 31 &+ Int(byte)) % 1_000_003 }
        events.tell("filled \(capacity) \(sum)")
    }

    func streamDidClose(_ stream: MartletLoop.Stream) {
        events.tell("closed")
    }
}
