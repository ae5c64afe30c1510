import MartletCommands
import MartletEngine
import Testing

@Suite struct LatencyCommandsTests {
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

    @Test mutating func latestAndHistory() {
        var engine = engineWithSpikes()
        #expect(
            engine.run("LATENCY LATEST")
                == "*2|*4|$7|command|:1699999995|:40|:40|*4|$4|fork|:1700000000|:7|:7|")
        #expect(
            engine.run("LATENCY HISTORY command")
                == "*2|*2|:1699999910|:10|*2|:1699999995|:40|")
        #expect(engine.run("LATENCY HISTORY Command") == "*0|")
    }

    @Test mutating func reset() {
        var engine = engineWithSpikes()
        #expect(engine.run("LATENCY RESET nosuch fork fork") == ":1|")
        #expect(engine.run("LATENCY RESET") == ":1|")
        #expect(engine.run("LATENCY LATEST") == "*0|")
    }
}
