import MartletCommands
import MartletEngine
import Testing

@Suite struct LatencyHistogramReplyTests {
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
