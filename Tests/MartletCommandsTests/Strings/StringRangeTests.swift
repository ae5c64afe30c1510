import Testing

@testable import MartletCommands

@Suite struct StringRangeTests {
    @Test(arguments: [
        (0, -1, 5, 0..<5), (1, 3, 5, 1..<4), (-3, -2, 5, 2..<4), (2, 100, 5, 2..<5),
        (5, 9, 5, 0..<0), (3, 2, 5, 0..<0), (-100, 2, 5, 0..<3), (-100, -100, 5, 0..<1),
        (0, -1, 0, 0..<0), (Int.min, Int.max, 5, 0..<5), (Int.max, Int.min, 5, 0..<0),
        (Int.min, Int.min, 5, 0..<1),
    ])
    func clamped(first: Int, last: Int, count: Int, expected: Range<Int>) {
        #expect(StringRange.clamped(from: first, through: last, count: count) == expected)
    }

    @Test func reversedFromTheEnd() {
        #expect(StringRange.isReversed(-1, -2))
        #expect(!StringRange.isReversed(-2, -2))
        #expect(!StringRange.isReversed(2, 1))
        #expect(!StringRange.isReversed(0, -1))
    }
}
