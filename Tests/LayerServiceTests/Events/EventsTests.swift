import LayerSupport
import Testing

@testable import LayerService

/// Streams of events.
@Suite struct EventsTests {
    @Test func eventsAreLines() {
        #expect(
            ServerSentEvent(id: "1-0", name: "A", data: "{}").text
                == "id: 1-0\nevent: A\ndata: {}\n\n")
        #expect(ServerSentEvent.ping.text == "event: PING\ndata: {}\n\n")
        // Nobody adds lines.
        #expect(
            ServerSentEvent(id: "1\ndata: x", name: "A\r\nB", data: "a\nb\rc\r\nd").text
                == "id: 1data: x\nevent: AB\ndata: a\ndata: b\ndata: c\ndata: d\n\n")
    }

    private func event(_ number: Int) -> String {
        ServerSentEvent(name: "A", data: String(number)).text
    }

    @Test func aPipeHasLittleRoom() async throws {
        let pipe = EventPipe(room: 1)
        let sender = Task {
            for number in 0..<1000 { try await pipe.send(event(number)) }
            pipe.finish()
        }
        var taken: [String] = []
        while let event = await pipe.next() { taken.append(event) }
        try await sender.value
        #expect(taken == (0..<1000).map(event))
    }

    @Test func whatComesTogetherIsTakenAtOnce() async throws {
        let pipe = EventPipe()
        for number in 0..<3 { try await pipe.send(event(number)) }
        #expect(await pipe.next() == (0..<3).map(event).joined())
    }

    @Test func whatWasHandedOverIsTakenBeforeTheEnd() async throws {
        let pipe = EventPipe()
        try await pipe.send(event(1))
        pipe.finish()
        #expect(await pipe.next() == event(1))
        #expect(await pipe.next() == nil)
        await #expect(throws: CancellationError.self) { try await pipe.send(event(2)) }
    }

    @Test func aSenderIsFreedAtTheEnd() async throws {
        let pipe = EventPipe(room: 1)
        try await pipe.send(event(1))
        let sender = Task { try await pipe.send(event(2)) }
        await Task.yield()
        pipe.finish()
        await #expect(throws: CancellationError.self) { try await sender.value }
    }

    @Test func aTakerIsFreedWhenItIsCancelled() async {
        let pipe = EventPipe()
        let taker = Task { await pipe.next() }
        taker.cancel()
        #expect(await taker.value == nil)
    }

    @Test func onlyAnIdlePipePings() async throws {
        let pipe = EventPipe()
        pipe.pingIfIdle()
        #expect(await pipe.next() == ServerSentEvent.ping.text)
        try await pipe.send(event(1))
        pipe.pingIfIdle()
        #expect(await pipe.next() == event(1))
        pipe.pingIfIdle()
        #expect(await pipe.next() == ServerSentEvent.ping.text)
        pipe.finish()
        pipe.pingIfIdle()
        #expect(await pipe.next() == nil)
    }

    @Test func aPipeTellsThatNobodyTakes() async throws {
        let pipe = EventPipe()
        try await pipe.send(event(1))
        #expect(!pipe.isStuck())
        #expect(pipe.isStuck())
        _ = await pipe.next()
        #expect(!pipe.isStuck())
        let taker = Task { await pipe.next() }
        while pipe.isStuck() { await Task.yield() }
        // Whoever waits isn't stuck.
        for _ in 0..<3 { #expect(!pipe.isStuck()) }
        pipe.finish()
        _ = await taker.value
    }

}
