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

    @Test mutating func doctorSpeaksOfWhatThereIs() {
        var engine = engineWithSpikes()
        #expect(engine.run("LATENCY DOCTOR").contains("1. command: 2 spikes of 25 ms"))
        engine.run("LATENCY RESET")
        #expect(engine.run("LATENCY DOCTOR").contains("latency-monitor-threshold"))
    }

    @Test func histogramIsCumulative() {
        var engine = TestEngine()
        engine.run("HELLO 3")
        engine.run("PING")
        engine.run("PING")
        #expect(
            engine.run("LATENCY HISTOGRAM nosuch ping client")
                == "%1|$4|ping|%2|$5|calls|:2|$14|histogram_usec|%1|:1|:2|")
        engine.run("CLIENT ID")
        #expect(engine.run("LATENCY HISTOGRAM client").hasPrefix("%1|$9|client|id|"))
        #expect(engine.run("LATENCY HISTOGRAM client|id").hasPrefix("%1|$9|client|id|"))
        #expect(engine.run("LATENCY HISTOGRAM client|nosuch") == "%0|")
    }
}
