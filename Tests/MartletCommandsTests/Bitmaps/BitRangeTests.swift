import MartletEngine
import Testing

@testable import MartletCommands

@Suite struct BitRangeTests {
    /// Places are counted in bytes or in bits; the range is of bits.
    @Test(arguments: [
        ("BYTE", 0, -1, 0..<24), ("byte", 1, 1, 8..<16), ("BYTE", 3, 9, 0..<0),
        ("BIT", 0, -1, 0..<24), ("bit", 7, 8, 7..<9), ("BIT", -1, -1, 23..<24),
        ("BYTE", Int.min, Int.max, 0..<24), ("BIT", Int.max, Int.max, 0..<0),
    ])
    func range(unit: String, first: Int, last: Int, expected: Range<Int>) throws {
        let range = try BitRangeUnit(unit.utf8.span).range(from: first, through: last, count: 3)
        #expect(range == expected)
    }

    @Test(arguments: ["", "BITS", "BYT", "1"])
    func otherUnit(name: String) {
        #expect(throws: ReplyError.syntax) { try BitRangeUnit(name.utf8.span) }
    }
}
