/// A floating-point number with a fixed count of digits after the point: what C prints for `%.4f`.
package struct FixedText {
    private let bytes: [UInt8]

    /// Spells `value`; `digitCount` is 17 at most.
    package init(_ value: Double, digits digitCount: Int) {
        var text: [UInt8] = value.sign == .minus ? [UInt8(ascii: "-")] : []
        if value.isNaN {
            text += Array("nan".utf8)
        } else if value.isInfinite {
            text += Array("inf".utf8)
        } else {
            text += Self.digits(of: value.magnitude, count: digitCount)
        }
        bytes = text
    }

    /// The text, which is ASCII.
    package var span: Span<UInt8> {
        @_lifetime(borrow self)
        borrowing get { bytes.span }
    }

    private static func digits(of value: Double, count digitCount: Int) -> [UInt8] {
        let significand = value.significandBitPattern | (value.isNormal ? 1 << 52 : 0)
        let exponent = max(Int(value.exponentBitPattern), 1) - 1075
        var digits: [UInt8]
        if exponent >= 0 {
            var integer = BigNatural(significand)
            integer.shiftLeft(by: exponent)
            digits = integer.decimalDigits() + repeatElement(0, count: digitCount)
        } else {
            let scaled = BinaryFormat.halfEven(
                UInt128(significand) * UInt128(PowersOfTen[digitCount]), shiftedRightBy: -exponent)
            digits = "\(scaled)".utf8.map { $0 - 48 }
        }
        let missing = digitCount + 1 - digits.count
        if missing > 0 { digits.insert(contentsOf: repeatElement(0, count: missing), at: 0) }
        var text = digits.map { $0 + 48 }
        if digitCount > 0 { text.insert(UInt8(ascii: "."), at: text.count - digitCount) }
        return text
    }
}
