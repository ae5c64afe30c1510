import Testing

@testable import MartletEngine

/// Expectations are what redis-server 7.0.15 answers: `ZADD z text a`, `ZSCORE z a`.
@Suite struct DoubleTextTests {
    /// The number that the text spells, written again; nil for no number.
    @Test(
        arguments: [
            ("0", "0"),
            ("-5", "-5"),
            ("+5", "5"),
            ("5.", "5"),
            (".5", "0.5"),
            (".", nil),
            ("", nil),
            ("1e", nil),
            ("1e+", nil),
            ("1e5", "100000"),
            ("1E-5", "1.0000000000000001e-05"),
            ("0.0001", "0.0001"),
            ("0.00001", "1.0000000000000001e-05"),
            ("0.00012345", "0.00012344999999999999"),
            ("0.1", "0.10000000000000001"),
            ("0.2", "0.20000000000000001"),
            ("0.3", "0.29999999999999999"),
            ("1.1", "1.1000000000000001"),
            ("3.14159265358979", "3.14159265358979"),
            ("100", "100"),
            ("1e16", "10000000000000000"),
            ("1e17", "1e+17"),
            ("123456789012345678", "1.2345678901234568e+17"),
            ("1e21", "1e+21"),
            ("1e22", "1e+22"),
            ("1e23", "9.9999999999999992e+22"),
            ("9007199254740993", "9007199254740992"),
            ("9007199254740992.5", "9007199254740992"),
            ("1e-320", "9.9998886718268301e-321"),
            ("4e-324", "4.9406564584124654e-324"),
            ("2.4703282292062327e-324", nil),
            ("2.4703282292062328e-324", "4.9406564584124654e-324"),
            ("1e-400", nil),
            ("1e308", "1e+308"),
            ("1.7976931348623158e308", "1.7976931348623157e+308"),
            ("1.7976931348623159e308", nil),
            ("1e400", nil),
            ("inf", "inf"),
            ("-Inf", "-inf"),
            ("INFINITY", "inf"),
            ("+infinity", "inf"),
            ("infinit", nil),
            ("nan", nil),
            ("-nan", nil),
            ("nan(1)", nil),
            ("0x10", "16"),
            ("0X1p3", "8"),
            ("0x.8", "0.5"),
            ("0x1.8p-1", "0.75"),
            ("0x", nil),
            ("0x1p", nil),
            ("0xg", nil),
            ("0x1p-1074", "4.9406564584124654e-324"),
            ("0x1p-1075", nil),
            ("0x1.fffffffffffff7p1023", "1.7976931348623157e+308"),
            ("0x1.fffffffffffff8p1023", nil),
            ("0x1p1024", nil),
            (" 5", nil),
            ("5 ", nil),
            ("1_0", nil),
            ("1e99999999999999999999", nil),
            ("0e99999999999999999999", "0"),
            ("0x0p99999", "0"),
            ("1e-99999999999999999999", nil),
            ("12345678901234567890", "1.2345678901234567e+19"),
            ("0.30000000000000004", "0.30000000000000004"),
            ("2.2250738585072011e-308", "2.2250738585072009e-308"),
            ("-0.000123", "-0.00012300000000000001"),
            ("5e-5", "5.0000000000000002e-05"),
            ("99999999999999990", "99999999999999984"),
            ("999999999999999999999", "1e+21"),
            ("1.5e17", "1.5e+17"),
            ("0.99999999999999999", "1"),
            ("9.9999999999999995e22", "9.9999999999999992e+22"),
            ("123456.789e3", "123456789"),
            ("1,5", nil),
            ("--1", nil),
            ("+-1", nil),
            ("1.2.3", nil),
            ("1e1.5", nil),
            ("e5", nil),
            ("0b1", nil),
        ] as [(String, String?)])
    func rewritten(text: String, expected: String?) {
        let value = text.utf8.span.parseDouble()
        #expect(value.map(Self.text) == expected)
    }

    @Test(
        arguments: [
            (0.0, "0"), (-0.0, "-0"), (-.infinity, "-inf"), (.nan, "nan"), (-.nan, "-nan"),
            (.leastNonzeroMagnitude, "4.9406564584124654e-324"),
            (-.greatestFiniteMagnitude, "-1.7976931348623157e+308"),
        ] as [(Double, String)])
    func special(value: Double, expected: String) {
        #expect(Self.text(value) == expected)
    }

    /// Seventeen digits always read back as the same number.
    @Test(arguments: [1, 2] as [UInt64])
    func roundTrips(seed: UInt64) {
        var random = SplitMix(state: seed)
        for step in 0..<5000 {
            let value =
                step % 2 == 0
                ? Double(bitPattern: random.next())
                : Double(Int64(bitPattern: random.next()) >> Int64(step % 60)) / 1000
            guard value.isFinite else { continue }
            let text = Self.text(value)
            let parsed = text.utf8.span.parseDouble()
            #expect(parsed == value)
            #expect(Double(text) == value)
        }
    }

    private static func text(_ value: Double) -> String {
        String(copying: DoubleText(value).span)
    }
}
