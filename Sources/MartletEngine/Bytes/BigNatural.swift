/// A natural number of any size, for the exact conversion between decimal and binary fractions.
///
/// It has what these conversions need and no more. The limbs go from the least significant one up,
/// and the last one is never zero.
struct BigNatural: Equatable {
    private(set) var limbs: [UInt64]

    init(_ value: UInt64) {
        limbs = value == 0 ? [] : [value]
    }

    var isZero: Bool { limbs.isEmpty }

    /// How many bits the number takes.
    var bitWidth: Int {
        guard let last = limbs.last else { return 0 }
        return limbs.count * 64 - last.leadingZeroBitCount
    }

    /// Multiplies by `factor` and adds `term`.
    mutating func multiply(by factor: UInt64, adding term: UInt64 = 0) {
        var carry = term
        for i in limbs.indices {
            let product = limbs[i].multipliedFullWidth(by: factor)
            let (low, overflows) = product.low.addingReportingOverflow(carry)
            limbs[i] = low
            carry = product.high &+ (overflows ? 1 : 0)
        }
        if carry > 0 { limbs.append(carry) }
        dropZeros()
    }

    /// Multiplies by a power of ten.
    mutating func multiply(byTenTo exponent: Int) {
        var left = exponent
        while left > 0 {
            let step = min(left, PowersOfTen.largestExponent)
            multiply(by: PowersOfTen[step])
            left -= step
        }
    }

    /// Multiplies by a power of five.
    mutating func multiply(byFiveTo exponent: Int) {
        var left = exponent
        while left > 0 {
            let step = min(left, 27)
            var factor: UInt64 = 1
            for _ in 0..<step { factor *= 5 }
            multiply(by: factor)
            left -= step
        }
    }

    /// Divides by `divisor` and returns the remainder.
    mutating func divide(by divisor: UInt64) -> UInt64 {
        var remainder: UInt64 = 0
        for i in limbs.indices.reversed() {
            (limbs[i], remainder) = divisor.dividingFullWidth((remainder, limbs[i]))
        }
        dropZeros()
        return remainder
    }

    /// Multiplies by two, `count` times over.
    mutating func shiftLeft(by count: Int) {
        guard !isZero, count > 0 else { return }
        let bits = UInt64(count % 64)
        if bits > 0 {
            var carry: UInt64 = 0
            for i in limbs.indices {
                let limb = limbs[i]
                limbs[i] = limb << bits | carry
                carry = limb >> (64 - bits)
            }
            if carry > 0 { limbs.append(carry) }
        }
        limbs.insert(contentsOf: repeatElement(0, count: count / 64), at: 0)
    }

    /// Subtracts `other`, which is not larger.
    mutating func subtract(_ other: BigNatural) {
        var borrow: UInt64 = 0
        for i in limbs.indices {
            if i >= other.limbs.count, borrow == 0 { break }
            let term = i < other.limbs.count ? other.limbs[i] : 0
            let (difference, underflows) = limbs[i].subtractingReportingOverflow(term)
            let (rest, underflowsAgain) = difference.subtractingReportingOverflow(borrow)
            limbs[i] = rest
            borrow = underflows || underflowsAgain ? 1 : 0
        }
        precondition(borrow == 0)
        dropZeros()
    }

    /// Returns the decimal digits as values from 0 to 9, most significant first; none for zero.
    consuming func decimalDigits() -> [UInt8] {
        var digits: [UInt8] = []
        digits.reserveCapacity(bitWidth * 3 / 10 + 20)
        while !isZero {
            var part = divide(by: PowersOfTen[PowersOfTen.largestExponent])
            for _ in 0..<PowersOfTen.largestExponent {
                digits.append(UInt8(truncatingIfNeeded: part % 10))
                part /= 10
            }
        }
        while digits.last == 0 { digits.removeLast() }
        digits.reverse()
        return digits
    }

    private mutating func dropZeros() {
        while limbs.last == 0 { limbs.removeLast() }
    }
}

extension BigNatural: Comparable {
    static func < (a: BigNatural, b: BigNatural) -> Bool {
        guard a.limbs.count == b.limbs.count else { return a.limbs.count < b.limbs.count }
        for i in a.limbs.indices.reversed() where a.limbs[i] != b.limbs[i] {
            return a.limbs[i] < b.limbs[i]
        }
        return false
    }
}

/// The powers of ten that fit a word.
enum PowersOfTen {
    static let largestExponent = 19

    /// Ten to `exponent`, which is at most `largestExponent`.
    @inline(__always) static subscript(exponent: Int) -> UInt64 { all[exponent] }

    private static let all: [UInt64] = (0...largestExponent).map { exponent in
        (0..<exponent).reduce(1) { power, _ in power * 10 }
    }
}
