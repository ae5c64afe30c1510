import MartletCommands
import MartletEngine
import Testing

@Suite struct LatencyGraphTests {
    /// The manual clock's second.
    private let now = 1_700_000_000

    private mutating func engineWithSpikes() -> TestEngine {
        var engine = TestEngine()
        engine.engine.call.latency.record("command", milliseconds: 10, atSeconds: now - 90)
        engine.engine.call.latency.record("command", milliseconds: 40, atSeconds: now - 5)
        engine.engine.call.latency.record("command", milliseconds: 30, atSeconds: now - 5)
        engine.engine.call.latency.record("fork", milliseconds: 7, atSeconds: now)
        return engine
    }

    @Test mutating func graph() {
        var engine = engineWithSpikes()
        let expected = [
            "command - high 40 ms, low 10 ms (all time high 40 ms)",
            String(repeating: "-", count: 80), " #", " |", " |", "_|", "  ", "15", "ms", "",
        ]
        let reply = engine.run("LATENCY GRAPH command")
        #expect(
            reply == "$\(expected.joined(separator: "\n").utf8.count)|"
                + expected.joined(separator: "\n") + "|")
        #expect(
            engine.run("LATENCY GRAPH nosuch") == "-ERR No samples available for event 'nosuch'|")
    }
}
