import MartletRESP
import Testing

@Suite struct DurationMillisecondsTests {
    /// As a quotient of doubles, ten days have a millisecond more.
    @Test(arguments: [1, 60, 86_400, 864_000, 31_536_000])
    func secondsAreExact(seconds: Int) {
        #expect(Duration.seconds(seconds).wholeMilliseconds == seconds * 1000)
        #expect(Duration.seconds(-seconds).wholeMilliseconds == seconds * -1000)
    }

    @Test func partsAreRoundedUp() {
        #expect(Duration.nanoseconds(1).wholeMilliseconds == 1)
        #expect(Duration.microseconds(1500).wholeMilliseconds == 2)
        #expect(Duration.microseconds(-1500).wholeMilliseconds == -1)
        #expect(Duration.zero.wholeMilliseconds == 0)
    }

    @Test func whatIsTooLongIsTheMost() {
        #expect(Duration.seconds(Int64.max).wholeMilliseconds == 1_000_000_000_000_000)
        #expect(Duration.seconds(Int64.min).wholeMilliseconds == -1_000_000_000_000_000)
    }
}
