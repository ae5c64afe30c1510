import Testing

@testable import MartletEngine

/// Expectations are what redis-server 7.0.15 on x86-64 answers: `SET f a`, `INCRBYFLOAT f b`.
@Suite struct ExtendedTests {
    /// The text of the sum; "error" where that is infinite or not a number, nil for no number.
    @Test(
        arguments: [
            ("0", "0.1", "0.1"),
            ("0.1", "0.2", "0.3"),
            ("10.50", "0.1", "10.6"),
            ("5.0e3", "2.0e2", "5200"),
            ("3", "-3.0", "0"),
            ("-0", "-0", "0"),
            ("0", "-1e-18", "0"),
            ("0", "6e-18", "0.00000000000000001"),
            ("0", "1e-4950", "0"),
            ("0", "1e-4951", nil),
            ("1e300", "-1e300", "0"),
            ("1e20", "0.5", "100000000000000000000"),
            ("18446744073709551615", "0", "18446744073709551615"),
            ("18446744073709551616", "0.5", "18446744073709551616"),
            ("18446744073709551617", "0", "18446744073709551616"),
            ("9223372036854775807", "1", "9223372036854775808"),
            ("9223372036854775807", "0.5", "9223372036854775807.5"),
            ("-9223372036854775808", "-1", "-9223372036854775809"),
            ("9007199254740993", "0.1", "9007199254740993.099609375"),
            ("0", "3.0000000000000000005", "3"),
            ("1.1", "1e-17", "1.10000000000000001"),
            ("0x10", "0x.8", "16.5"),
            ("0", "0x1p70", "1180591620717411303424"),
            ("1e4932", "1e4932", "error"),
            ("inf", "1", "error"),
            ("inf", "-inf", "error"),
            ("1", "nan", nil),
            ("1", "-INF", "error"),
            ("abc", "1", nil),
            ("1", "abc", nil),
            (" 1", "1", nil),
            ("1 ", "1", nil),
            ("1", "1 ", nil),
            ("1", "1e5000", nil),
            ("1", "1e-5000", nil),
            ("", "1", nil),
            ("1", "", nil),
            ("0.00000000000000001", "0.00000000000000001", "0.00000000000000002"),
            ("1", "-0.99999999999999999", "0.00000000000000001"),
            ("123456789.123456789", "0.000000001", "123456789.12345678999554366"),
            ("1e17", "0.3", "100000000000000000.296875"),
            ("-1.5", "1.5", "0"),
            ("-0.1", "0.1", "0"),
            ("0", "-12.50", "-12.5"),
            ("1e-5", "1e-5", "0.00002"),
            ("2", "1e1", "12"),
            ("1e19", "1e-19", "10000000000000000000"),
            ("0", "0.000000000000000005", "0"),
            ("0", "0.000000000000000015", "0.00000000000000002"),
            ("0", "0.5000000000000000049", "0.5"),
            ("1", "1.1897314953572317651e4932", nil),
        ] as [(String, String, String?)])
    func sum(a: String, b: String, expected: String?) {
        #expect(Self.sum(a, b) == expected)
    }

    /// Length, first and last digits of what is too long to write down here.
    @Test(arguments: [
        ("0", "1e300", 301, "100000000000000000000899732407955919387", "0089424915104006144"),
        ("1e300", "1", 301, "100000000000000000000899732407955919387", "0089424915104006144"),
        ("1e4932", "-1e4931", 4932, "8999999999999999999731693176506490393", "0483710812160"),
        (
            "1", "1.18973149535723176503e4932", 4933, "1189731495357231765021263853030",
            "811989770240"
        ),
    ])
    func longSum(a: String, b: String, count: Int, head: String, tail: String) throws {
        let text = try #require(Self.sum(a, b))
        #expect(text.count == count)
        #expect(text.hasPrefix(head))
        #expect(text.hasSuffix(tail))
    }

    /// A text that fills Redis's buffer is no number, whatever it spells.
    @Test func textsHaveALimit() {
        let zeros = String(repeating: "0", count: 5116)
        #expect(Self.sum("1.\(zeros)0", "0") == "1")
        #expect(Self.sum("1.\(zeros)00", "0") == nil)
    }

    /// Integers are exact up to the last one.
    @Test(arguments: [0, 1, -1, Int.max, Int.min])
    func integer(value: Int) {
        #expect(String(decoding: Extended(value).text, as: UTF8.self) == "\(value)")
    }

    private static func sum(_ a: String, _ b: String) -> String? {
        guard let a = Extended(parsing: a.utf8.span), let b = Extended(parsing: b.utf8.span) else {
            return nil
        }
        return a.adding(b).map { String(decoding: $0.text, as: UTF8.self) } ?? "error"
    }
}
