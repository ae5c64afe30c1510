import MartletEngine
import Testing

@Suite struct SpanNumbersTests {
    /// Only what printing would give back is an integer.
    @Test(
        arguments: [
            ("0", 0), ("1", 1), ("-1", -1), ("10", 10), ("9223372036854775807", Int.max),
            ("-9223372036854775808", Int.min), ("9223372036854775808", nil),
            ("-9223372036854775809", nil), ("18446744073709551616", nil), ("", nil), ("-", nil),
            ("+1", nil), ("-0", nil), ("00", nil), ("01", nil), ("-01", nil), (" 1", nil),
            ("1 ", nil),
            ("1.0", nil), ("1e3", nil), ("0x1", nil), ("99999999999999999999", nil),
            ("000000000000000000001", nil), ("1\0", nil), ("١", nil),
        ] as [(String, Int?)])
    func integer(text: String, expected: Int?) {
        let value = text.utf8.span.parseInteger()
        #expect(value == expected)
    }

    /// What C's `atoi` reads.
    @Test(
        arguments: [
            ("12", 12), ("12x", 12), (" \t-3.5", -3), ("+4", 4), ("04", 4), ("", 0), ("x", 0),
            ("- 1", 0), ("4294967297", 1), ("2147483648", -2_147_483_648),
            ("99999999999999999999", -1), ("-99999999999999999999", 0),
        ])
    func leadingInteger(text: String, expected: Int) {
        let value = text.utf8.span.leadingInteger()
        #expect(value == expected)
    }

    /// The bounds that redis-server takes for ranges of scores.
    @Test(
        arguments: [
            ("", 0), ("1.5", 1.5), (" 1", 1), ("\t\n1", 1), ("1 ", nil), ("1\0x", 1), ("\0", 0),
            (" ", nil), ("1e999", .infinity), ("-1e999", -.infinity), ("1e-999", 0),
            ("inf", .infinity),
            ("nan", nil), ("0x10", 16), ("0x", nil), ("x", nil), ("-", nil), ("+3", 3),
        ] as [(String, Double?)])
    func bound(text: String, expected: Double?) {
        let value = text.utf8.span.parseBound()
        #expect(value == expected)
    }

    @Test func keywordInEitherCase() {
        #expect(Self.isKeyword("ex"))
        #expect(Self.isKeyword("Ex"))
        #expect(!Self.isKeyword("exx"))
        #expect(!Self.isKeyword("e"))
    }

    private static func isKeyword(_ text: String) -> Bool {
        text.utf8.span.isKeyword("EX")
    }
}
