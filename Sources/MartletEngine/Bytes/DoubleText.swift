/// A floating-point number as 7.0.15 writes it: what C prints for `%.17g`.
///
/// Seventeen significant digits, zeros at the end left out, an exponent only where the number is
/// below 0.0001 or has more than seventeen digits before the point.
package struct DoubleText {
    private var bytes = InlineArray<32, UInt8>(repeating: 0)
    private var count = 0

    package init(_ value: Double) {
        if value.isNaN {
            append(value.sign == .minus ? "-nan" : "nan")
        } else if value.isInfinite {
            append(value < 0 ? "-inf" : "inf")
        } else if value == 0 {
            append(value.sign == .minus ? "-0" : "0")
        } else {
            if value < 0 { append(UInt8(ascii: "-")) }
            let magnitude = value.magnitude
            if magnitude < 1e17, magnitude == magnitude.rounded(.towardZero) {
                append(integer: UInt64(magnitude))
            } else {
                append(Significant(magnitude))
            }
        }
    }

    /// The text, which is ASCII.
    package var span: Span<UInt8> {
        @_lifetime(borrow self)
        borrowing get { bytes.span.extracting(first: count) }
    }

    private mutating func append(_ byte: UInt8) {
        bytes[count] = byte
        count += 1
    }

    private mutating func append(_ word: String) {
        for byte in word.utf8 { append(byte) }
    }

    private mutating func append(integer: UInt64) {
        var power: UInt64 = 1
        while integer / power >= 10 { power *= 10 }
        while power > 0 {
            append(UInt8(truncatingIfNeeded: 48 + integer / power % 10))
            power /= 10
        }
    }

    private mutating func append(_ number: Significant) {
        var digits = number.digits
        var digitCount = 17
        while digits % 10 == 0 {
            digits /= 10
            digitCount -= 1
        }
        let exponent = number.exponent
        if exponent < -4 || exponent >= 17 {
            append(digits: digits, count: digitCount, pointAfter: 1)
            append(exponent: exponent)
        } else if exponent < 0 {
            append("0.")
            for _ in exponent..<(-1) { append(UInt8(ascii: "0")) }
            append(digits: digits, count: digitCount, pointAfter: 0)
        } else {
            append(digits: digits, count: digitCount, pointAfter: exponent + 1)
        }
    }

    /// Appends `digits`, which are `count`, and zeros up to the point.
    private mutating func append(digits: UInt64, count digitCount: Int, pointAfter: Int) {
        for i in 0..<max(digitCount, pointAfter) {
            if i == pointAfter, i > 0 { append(UInt8(ascii: ".")) }
            let digit = i < digitCount ? digits / PowersOfTen[digitCount - 1 - i] % 10 : 0
            append(UInt8(truncatingIfNeeded: 48 + digit))
        }
    }

    private mutating func append(exponent: Int) {
        append(exponent < 0 ? "e-" : "e+")
        if abs(exponent) < 10 { append(UInt8(ascii: "0")) }
        append(integer: UInt64(abs(exponent)))
    }
}

/// The first seventeen digits of a number, rounded.
private struct Significant {
    /// At least 10^16, less than 10^17.
    var digits: UInt64
    /// The power of ten that the first digit counts.
    var exponent: Int

    /// Takes the digits of a finite number above zero.
    init(_ value: Double) {
        let significand = value.significandBitPattern | (value.isNormal ? 1 << 52 : 0)
        let binaryExponent = max(Int(value.exponentBitPattern), 1) - 1075
        if value >= 1e-5, value < 1e17, binaryExponent < 0 {
            self.init(significand, shiftedRightBy: -binaryExponent)
        } else {
            self.init(significand, binaryExponent: binaryExponent)
        }
    }

    /// Takes the digits of a number between 1e-5 and 1e17: 128 bits are enough for it.
    private init(_ significand: UInt64, shiftedRightBy shift: Int) {
        // The power of ten, from below: 30103/100000 is the logarithm of two.
        let width = 64 - significand.leadingZeroBitCount
        exponent = (width - 1 - shift) * 30103
        exponent = exponent < 0 ? (exponent - 99_999) / 100_000 : exponent / 100_000
        exponent = max(exponent, -5)
        while true {
            let scaled = UInt128(significand) * Self.powerOfTen(16 - exponent)
            if scaled >> shift >= PowersOfTen[17] {
                exponent += 1
                continue
            }
            digits = UInt64(
                truncatingIfNeeded: BinaryFormat.halfEven(scaled, shiftedRightBy: shift))
            break
        }
        carry()
    }

    private static func powerOfTen(_ exponent: Int) -> UInt128 {
        let first = min(exponent, PowersOfTen.largestExponent)
        return UInt128(PowersOfTen[first]) * UInt128(PowersOfTen[exponent - first])
    }

    /// Takes the digits of any number, from all of its digits.
    private init(_ significand: UInt64, binaryExponent: Int) {
        var number = BigNatural(significand)
        if binaryExponent >= 0 {
            number.shiftLeft(by: binaryExponent)
        } else {
            number.multiply(byFiveTo: -binaryExponent)
        }
        let all = number.decimalDigits()
        exponent = all.count - 1 + min(binaryExponent, 0)
        digits = 0
        for i in 0..<17 { digits = digits * 10 + UInt64(i < all.count ? all[i] : 0) }
        guard all.count > 17 else { return }
        let tail = all[17...]
        let isHalf = all[17] == 5 && tail.dropFirst().allSatisfy { $0 == 0 }
        if all[17] > 5 || all[17] == 5 && (!isHalf || digits & 1 == 1) { digits += 1 }
        carry()
    }

    private mutating func carry() {
        guard digits == PowersOfTen[17] else { return }
        digits = PowersOfTen[16]
        exponent += 1
    }
}
