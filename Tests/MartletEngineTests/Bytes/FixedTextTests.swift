import MartletEngine
import Testing

@Suite struct FixedTextTests {
    /// What C prints for `%.4f`, or with another count of digits.
    @Test(
        arguments: [
            (166274.1516, 4, "166274.1516"), (0, 4, "0.0000"), (-0.0, 6, "-0.000000"),
            (0.00005, 4, "0.0001"), (0.00015, 4, "0.0001"), (0.5, 0, "0"), (1.5, 0, "2"),
            (181, 6, "181.000000"), (1e-300, 4, "0.0000"), (.infinity, 6, "inf"),
            (-.infinity, 6, "-inf"), (.nan, 2, "nan"), (-123.456, 2, "-123.46"),
            (1e22, 1, "10000000000000000000000.0"), (0.1, 17, "0.10000000000000001"),
        ])
    func spells(value: Double, digits: Int, expected: String) {
        let text = FixedText(value, digits: digits)
        #expect(String(copying: text.span) == expected)
    }
}
