import MartletLoop
import Testing

@Suite struct MonotonicClockTests {
    @Test func goesForward() {
        let before = MonotonicClock.nanoseconds()
        #expect(MonotonicClock.nanoseconds() >= before)
    }
}
