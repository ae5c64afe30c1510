import MartletEngine
import Testing

@Suite struct ManualClockTests {
    @Test func standsStillUntilItIsMoved() {
        let clock = ManualClock(microseconds: 10)
        let start = clock.monotonicMicroseconds
        #expect(clock.wallMicroseconds == 10)
        clock.advance(byMicroseconds: 0)
        #expect(clock.wallMicroseconds == 10)
        clock.advance(byMicroseconds: 5)
        #expect(clock.wallMicroseconds == 15)
        #expect(clock.monotonicMicroseconds == start + 5)
    }

    @Test func theTimeOfDayMayBeSetBack() {
        let clock = ManualClock(microseconds: 100)
        let start = clock.monotonicMicroseconds
        clock.setWall(microseconds: 7)
        #expect(clock.wallMicroseconds == 7)
        #expect(clock.monotonicMicroseconds == start)
    }
}
