/// A floating-point number of the x87's 80 bits: what C calls `long double` on x86, and what
/// `INCRBYFLOAT` computes with, whatever processor it runs on.
///
/// It is `significand * 2^exponent`.
package struct Extended: Equatable, Sendable {
    var isNegative: Bool
    package private(set) var isInfinite = false
    var significand: UInt64
    var exponent: Int

    init(isNegative: Bool, significand: UInt64, exponent: Int) {
        self.isNegative = isNegative
        self.significand = significand
        self.exponent = exponent
    }

    /// Makes the number equal to `value`.
    package init(_ value: Int) {
        self.init(isNegative: value < 0, significand: UInt64(value.magnitude), exponent: 0)
    }

    /// Makes the number equal to `value`, which is finite.
    package init(_ value: Double) {
        precondition(value.isFinite)
        let significand = value.significandBitPattern | (value.isNormal ? 1 << 52 : 0)
        let exponent = max(Int(value.exponentBitPattern), 1) - 1075
        self.init(isNegative: value < 0, significand: significand, exponent: exponent)
    }

    /// Reads a number as Redis reads its `long double`s. It is nil for what isn't a number, for
    /// `nan`, for what is too large, and for what is too small to differ from zero.
    package init?(parsing text: Span<UInt8>) {
        guard text.count < Self.longestText, let number = RealNumber(parsing: text) else {
            return nil
        }
        self.init(isNegative: number.isNegative, significand: 0, exponent: 0)
        switch number.magnitude {
        case .infinity:
            isInfinite = true
        case .zero:
            break
        case .finite(let significand, let exponent, let isTruncated):
            let rounded = BinaryFormat.extended.round(
                significand, exponent: exponent, isTruncated: isTruncated)
            guard let rounded, rounded.significand > 0 else { return nil }
            (self.significand, self.exponent) = rounded
        }
    }

    /// Texts from this length on are no numbers to Redis, which copies them into a buffer.
    private static let longestText = 5 * 1024

    /// Returns the sum, rounded to the nearest number, or nil if that is infinite or no number.
    package func adding(_ other: Extended) -> Extended? {
        guard !isInfinite, !other.isInfinite else { return nil }
        guard significand > 0 else { return other }
        guard other.significand > 0 else { return self }

        let (a, b) = (Aligned(self), Aligned(other))
        let isLarger = (a.exponent, a.bits) >= (b.exponent, b.bits)
        let (larger, smaller) = isLarger ? (a, b) : (b, a)
        let distance = larger.exponent - smaller.exponent
        let shifted = distance < 128 ? smaller.bits >> distance : 0
        let isTruncated = distance >= 128 || shifted << distance != smaller.bits
        let isNegative = isLarger ? self.isNegative : other.isNegative
        let bits =
            self.isNegative == other.isNegative
            ? larger.bits + shifted : larger.bits - shifted - (isTruncated ? 1 : 0)
        guard bits > 0 else { return Extended(0) }

        let rounded = BinaryFormat.extended.round(
            bits, exponent: larger.exponent, isTruncated: isTruncated)
        guard let rounded else { return nil }
        return Extended(
            isNegative: isNegative, significand: rounded.significand, exponent: rounded.exponent)
    }

    /// A significand moved up until two bits are left above it, with at least 62 below.
    private struct Aligned {
        let bits: UInt128
        let exponent: Int

        init(_ number: Extended) {
            let shift = number.significand.leadingZeroBitCount + 62
            bits = UInt128(number.significand) << shift
            exponent = number.exponent - shift
        }
    }
}

// MARK: - Integers

extension Extended {
    /// The least integer that isn't less than a thousand times the number, which is rounded as
    /// arithmetic rounds; nil if that doesn't fit.
    package var thousandfoldRoundedUp: Int? {
        guard !isInfinite else { return nil }
        guard significand > 0 else { return 0 }
        let product = BinaryFormat.extended.round(
            UInt128(significand) * 1000, exponent: exponent, isTruncated: false)
        guard let product else { return nil }
        guard product.exponent < 0 else {
            return integer(product.significand, shiftedLeftBy: product.exponent)
        }
        let shift = -product.exponent
        let kept = shift < 64 ? product.significand >> shift : 0
        let isWhole = shift < 64 && kept << shift == product.significand
        return integer(kept + (isWhole || isNegative ? 0 : 1), shiftedLeftBy: 0)
    }

    private func integer(_ magnitude: UInt64, shiftedLeftBy count: Int) -> Int? {
        guard magnitude.leadingZeroBitCount >= count else { return nil }
        let magnitude = magnitude << count
        if isNegative {
            return magnitude <= 1 << 63 ? Int(truncatingIfNeeded: 0 &- magnitude) : nil
        }
        return Int(exactly: magnitude)
    }
}

// MARK: - Text

extension Extended {
    /// The number with 17 digits after the point, zeros at the end left out: what `INCRBYFLOAT`
    /// stores and replies. It is finite.
    package var text: [UInt8] {
        precondition(!isInfinite)
        var text: [UInt8] = []
        if isNegative { text.append(UInt8(ascii: "-")) }
        if exponent >= 0 {
            var integer = BigNatural(significand)
            integer.shiftLeft(by: exponent)
            text += integer.decimalDigits().map { $0 + 48 }
        } else {
            appendFraction(to: &text)
        }
        if text.isEmpty || text == [UInt8(ascii: "-")] { return [UInt8(ascii: "0")] }
        return text
    }

    /// Appends a number whose exponent is negative: nothing if it rounds to zero.
    private func appendFraction(to text: inout [UInt8]) {
        let unit = UInt128(PowersOfTen[17])
        let scaled = BinaryFormat.halfEven(UInt128(significand) * unit, shiftedRightBy: -exponent)
        guard scaled > 0 else { return }
        let (integer, fraction) = scaled.quotientAndRemainder(dividingBy: unit)
        let digits = BigNatural(UInt64(truncatingIfNeeded: integer)).decimalDigits()
        text += digits.isEmpty ? [UInt8(ascii: "0")] : digits.map { $0 + 48 }
        guard fraction > 0 else { return }

        text.append(UInt8(ascii: "."))
        var rest = UInt64(truncatingIfNeeded: fraction)
        var power = PowersOfTen[16]
        while rest > 0 {
            text.append(UInt8(truncatingIfNeeded: 48 + rest / power))
            rest %= power
            power /= 10
        }
    }
}

extension BinaryFormat {
    /// Returns `value / 2^count`, rounded to the nearest integer, to the even one in the middle.
    static func halfEven(_ value: UInt128, shiftedRightBy count: Int) -> UInt128 {
        guard count > 0 else { return value }
        guard count <= 128 else { return 0 }
        let half = UInt128(1) << (count - 1)
        let rest = value & (half | (half &- 1))
        let kept = count == 128 ? 0 : value >> count
        return rest > half || rest == half && kept & 1 == 1 ? kept + 1 : kept
    }
}
