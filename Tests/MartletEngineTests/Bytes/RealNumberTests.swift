import Testing

@testable import MartletEngine

@Suite struct RealNumberTests {
    @Test(arguments: [
        ("0", RealNumber.Magnitude.zero), ("0.000e99", .zero), ("0x0p9", .zero), ("inf", .infinity),
        ("Infinity", .infinity),
        ("10", .finite(significand: 10, exponent: 0, isTruncated: false)),
        ("0xa", .finite(significand: 10, exponent: 0, isTruncated: false)),
        ("0x.8p1", .finite(significand: 8, exponent: -3, isTruncated: false)),
        ("12e2", .finite(significand: 1200, exponent: 0, isTruncated: false)),
    ])
    func magnitude(text: String, expected: RealNumber.Magnitude) throws {
        for sign in ["", "+", "-"] {
            let number = RealNumber(parsing: (sign + text).utf8.span)
            let parsed = try #require(number)
            #expect(parsed.magnitude == expected)
            #expect(parsed.isNegative == (sign == "-"))
        }
    }

    @Test(arguments: [
        "", "+", "e1", ".", "1e", "1e+", "0x", "0x.", "nan", "infi", "1 ", "1..", "1e1.0",
    ])
    func noNumber(text: String) {
        let isNumber = RealNumber(parsing: text.utf8.span) != nil
        #expect(!isNumber)
    }

    /// Ties go to the even neighbour, unless something was cut off behind them.
    @Test(arguments: [
        (UInt128(0b1010), false, UInt64(0b10), 2), (0b1011, false, 0b11, 2),
        (0b1110, false, 0b10, 3),
        (0b1010, true, 0b11, 2), (0b1001, false, 0b10, 2), (0b101, false, 0b10, 1),
        (0b11, false, 0b11, 0),
    ])
    func roundsToNearest(
        significand: UInt128, isTruncated: Bool, expected: UInt64, exponent: Int
    ) throws {
        let format = BinaryFormat(precision: 2, leastExponent: -3, overflowExponent: 10)
        let rounded = try #require(
            format.round(significand, exponent: 0, isTruncated: isTruncated))
        #expect(rounded.significand == expected)
        #expect(rounded.exponent == exponent)
    }

    @Test func tooLargeAndTooSmall() {
        let format = BinaryFormat(precision: 2, leastExponent: -3, overflowExponent: 10)
        #expect(format.round(1, exponent: 10, isTruncated: false) == nil)
        #expect(format.round(0b1111, exponent: 6, isTruncated: false) == nil)
        #expect(format.round(1, exponent: -4, isTruncated: false)?.significand == 0)
        #expect(format.round(1, exponent: -4, isTruncated: true)?.significand == 1)
        #expect(format.round(3, exponent: -5, isTruncated: false)?.significand == 1)
        #expect(format.round(1, exponent: -1_000_000, isTruncated: true)?.significand == 0)
    }

    @Test(arguments: [(5, 1, 2), (7, 1, 4), (6, 2, 2), (10, 2, 2), (1, 200, 0), (3, 0, 3)])
    func halfEven(value: Int, shift: Int, expected: Int) {
        #expect(BinaryFormat.halfEven(UInt128(value), shiftedRightBy: shift) == UInt128(expected))
    }
}
