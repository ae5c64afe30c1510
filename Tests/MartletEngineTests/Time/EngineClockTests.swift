import MartletEngine
import Testing

@Suite struct EngineClockTests {
    @Test func aManualClockCountsItsOwnMicroseconds() {
        let manual = ManualClock(microseconds: 1_000_000_000)
        var clock = EngineClock(manual: manual)
        let start = clock.sample()
        #expect(clock.isManual)
        #expect(clock.sample() == start)
        manual.advance(byMicroseconds: 1234)
        #expect(clock.wallMicroseconds == 1_000_000_000)
        let passed = clock.sample() - start
        #expect(clock.microseconds(ticks: passed) == 1234)
        #expect(clock.wallMicroseconds == 1_000_001_234)
        #expect(clock.wallMilliseconds == 1_000_001)
    }

    @Test func nobodyWaitsForAManualClock() {
        let start = ContinuousClock.now
        EngineClock(manual: ManualClock()).sleep(microseconds: 60_000_000)
        #expect(ContinuousClock.now - start < .seconds(30))
    }

    /// The counter's length of a tick is learnt from the system's clock.
    @Test func ticksTellTheTimeThatPassed() {
        var clock = EngineClock()
        clock.sleep(microseconds: 20_000)
        clock.sampleExactly()
        let ticks = clock.sample()
        let start = ContinuousClock.now
        clock.sleep(microseconds: 50_000)
        let passed = clock.microseconds(ticks: clock.sample() - ticks)
        let real = ContinuousClock.now - start
        #expect(passed >= 45_000)
        #expect(passed <= Double(real / .microseconds(1)) * 1.1)
        let back = clock.microseconds(ticks: clock.ticks(microseconds: 1_000_000))
        #expect(abs(back - 1_000_000) < 2)
    }

    /// A reading may be a quarter of a millisecond old, not more.
    @Test func samplesKeepUpWithTheSystemsTime() {
        var clock = EngineClock()
        for _ in 0..<5 {
            clock.sleep(microseconds: 3000)
            let before = clock.monotonicMicroseconds
            _ = clock.sample()
            #expect(clock.monotonicMicroseconds - before >= 2500)
        }
    }

    @Test func absurdTimesDoNotTrap() {
        let clock = EngineClock()
        #expect(clock.ticks(microseconds: -1) == 0)
        #expect(clock.ticks(microseconds: .max) > 0)
        clock.sleep(microseconds: .min)
    }
}
