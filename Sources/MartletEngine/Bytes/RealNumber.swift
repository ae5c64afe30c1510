/// A real number as a text spells it, before it is rounded to what a processor computes with.
struct RealNumber: Equatable {
    enum Magnitude: Equatable {
        case infinity
        case zero
        /// `significand * 2^exponent`, and a little more if `isTruncated`.
        case finite(significand: UInt128, exponent: Int, isTruncated: Bool)
    }

    var isNegative: Bool
    var magnitude: Magnitude
}

extension RealNumber {
    /// The nearest double, which is infinite for what is too large.
    var double: Double {
        var value = 0.0
        switch magnitude {
        case .infinity: value = .infinity
        case .zero: break
        case .finite(let significand, let exponent, let isTruncated):
            let rounded = BinaryFormat.double.round(
                significand, exponent: exponent, isTruncated: isTruncated)
            if let (significand, exponent) = rounded {
                value = Double(
                    sign: .plus, exponent: exponent, significand: Double(significand))
            } else {
                value = .infinity
            }
        }
        return isNegative ? -value : value
    }
}

/// How a processor's floating-point numbers are laid out.
struct BinaryFormat {
    /// The bits of the significand.
    let precision: Int
    /// The exponent of the last bit of the smallest number.
    let leastExponent: Int
    /// Two to this is too large.
    let overflowExponent: Int

    /// IEEE 754's binary64.
    static let double = BinaryFormat(
        precision: 53, leastExponent: -1074, overflowExponent: 1024)
    /// The x87's 80 bits.
    static let extended = BinaryFormat(
        precision: 64, leastExponent: -16445, overflowExponent: 16384)

    /// Rounds to the nearest number of the format, to the even one in the middle of two.
    ///
    /// The result's significand is zero for what is too small, and nil is for what is too large. A
    /// truncated significand has at least two bits more than the precision.
    func round(
        _ significand: UInt128, exponent: Int, isTruncated: Bool
    ) -> (significand: UInt64, exponent: Int)? {
        let width = 128 - significand.leadingZeroBitCount
        guard exponent + width <= overflowExponent else { return nil }
        let excess = max(width - precision, leastExponent - exponent)
        guard excess > 0 else {
            // Here the number is one of the format's own, short enough for a word.
            return (UInt64(truncatingIfNeeded: significand), exponent)
        }
        guard excess <= 128 else { return (0, leastExponent) }

        let half = UInt128(1) << (excess - 1)
        let rest = significand & (half | (half &- 1))
        var kept = excess == 128 ? 0 : significand >> excess
        if rest > half || rest == half && (isTruncated || kept & 1 == 1) { kept += 1 }
        var newExponent = exponent + excess
        if kept >> precision > 0 {
            kept >>= 1
            newExponent += 1
        }
        let newWidth = 128 - kept.leadingZeroBitCount
        guard newExponent + newWidth <= overflowExponent else { return nil }
        return (UInt64(truncatingIfNeeded: kept), newExponent)
    }
}
