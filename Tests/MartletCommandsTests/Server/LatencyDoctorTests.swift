import MartletCommands
import MartletEngine
import Testing

@Suite struct LatencyDoctorTests {
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

    @Test mutating func doctorSpeaksOfWhatThereIs() {
        var engine = engineWithSpikes()
        #expect(engine.run("LATENCY DOCTOR").contains("1. command: 2 spikes of 25 ms"))
        engine.run("LATENCY RESET")
        #expect(engine.run("LATENCY DOCTOR").contains("latency-monitor-threshold"))
    }
}
