import MartletLoop
import Testing

@Suite struct WallClockTests {
    @Test func agreesWithItself() {
        let before = WallClock.milliseconds()
        let between = WallClock.microseconds()
        let after = WallClock.milliseconds()
        #expect(before <= between / 1000 && between / 1000 <= after)
        #expect(before > 1_700_000_000_000)
    }
}
