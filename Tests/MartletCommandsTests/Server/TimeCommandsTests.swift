import MartletEngine
import Testing

@Suite struct TimeCommandsTests {
    @Test("Time is the injected clock's")
    func time() {
        var engine = TestEngine()
        #expect(engine.run("TIME") == "*2|$10|1700000000|$1|0|")
        engine.clock.advance(byMicroseconds: 2_000_345)
        #expect(engine.run("TIME") == "*2|$10|1700000002|$3|345|")
        #expect(engine.run("LASTSAVE") == ":1700000000|")
    }
}
