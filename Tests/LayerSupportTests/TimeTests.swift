import LayerSupport
import Testing

@Suite struct TimeTests {
    @Test(arguments: [
        (0, 0, "1970-01-01T00:00:00"), (-1, 0, "1969-12-31T23:59:59.999999"),
        (1_764_228_781_123_456, 0, "2025-11-27T07:33:01.123456"),
        (1_764_228_781_000_001, 28_800, "2025-11-27T15:33:01.000001"),
        (951_782_400_000_000, 0, "2000-02-29T00:00:00"),
        (4_107_542_399_000_000, 0, "2100-02-28T23:59:59"),
        (1_764_228_781_000_000, -12_600, "2025-11-27T04:03:01"),
    ])
    func timesAreWrittenAsInPython(time: Int, offset: Int, text: String) {
        #expect(ISOTime.text(microsecondsSince1970: time, offset: offset) == text)
        #expect(ISOTime.microseconds(of: text, offset: offset) == time)
    }

    private static let forms: [(String, Int?)] = [
        ("2025-11-27", 1_764_201_600_000_000), ("2025-11-27 07:33", 1_764_228_780_000_000),
        ("2025-11-27T07:33:01Z", 1_764_228_781_000_000),
        ("2025-11-27T07:33:01.5+08:00", 1_764_199_981_500_000),
        ("2025-11-27T07:33:01.123456789-00:30", 1_764_230_581_123_456),
        ("2025-13-27", nil), ("2025-02-29", nil), ("2025-11-27T24:00:00", nil), ("", nil),
        ("2025-11-27T07:33:01.", nil), ("2025-11-27T07:33:01x", nil),
        ("2025-11-27T07:33:01+8", nil),
        ("25-11-27", nil), ("２０２５-11-27", nil),
    ]

    @Test(arguments: forms)
    func otherFormsAreRead(text: String, time: Int?) {
        #expect(ISOTime.microseconds(of: text) == time)
    }

    /// Each day of 800 years is itself again, and comes after the one before.
    @Test func everyDayHasOneName() {
        var last = ""
        for day in -146_097..<146_097 {
            let time = day * 86_400_000_000
            let text = ISOTime.text(microsecondsSince1970: time)
            guard ISOTime.microseconds(of: text) == time, text > last else {
                Issue.record("day \(day) is \(text), after \(last)")
                return
            }
            last = text
        }
    }

    @Test func theSystemHasATime() async throws {
        let clock = SystemLayerClock.system
        #expect(clock.secondsSince1970 > 1_700_000_000)
        #expect(abs(clock.localOffset) <= 14 * 3600)
        try await clock.sleep(for: .zero)
    }

    @Test func timePassesByHand() async throws {
        let clock = ManualLayerClock(secondsSince1970: 100, localOffset: 3600)
        let task = Task { try await clock.sleep(for: .seconds(2)) }
        await clock.waitForSleepers(1)
        clock.advance(by: .milliseconds(1500))
        #expect(clock.microsecondsSince1970 == 101_500_000 && clock.localOffset == 3600)
        clock.advance(by: .milliseconds(500))
        try await task.value

        let cancelled = Task { try await clock.sleep(for: .seconds(2)) }
        await clock.waitForSleepers(1)
        cancelled.cancel()
        await #expect(throws: CancellationError.self) { try await cancelled.value }
    }
}
