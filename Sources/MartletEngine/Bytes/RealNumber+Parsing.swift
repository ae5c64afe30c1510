extension RealNumber {
    /// Reads the whole of `text` as C's `strtod` does: decimal or hexadecimal digits with an
    /// exponent, or an infinity. It is nil for anything else, blanks and `nan` included.
    init?(parsing text: Span<UInt8>) {
        var scanner = Scanner(text: text)
        isNegative = scanner.takeSign()
        if scanner.takeRest("INF") || scanner.takeRest("INFINITY") {
            magnitude = .infinity
            return
        }
        let scanned = scanner.takeHexadecimalPrefix() ? scanner.hexadecimal() : scanner.decimal()
        guard let scanned else { return nil }
        magnitude = scanned
    }
}

/// Reads a number's text from left to right.
private struct Scanner: ~Escapable {
    let text: Span<UInt8>
    var position = 0

    @_lifetime(copy text)
    init(text: Span<UInt8>) {
        self.text = text
    }

    /// The byte at the position, or 0 at the end.
    var next: UInt8 { position < text.count ? text[position] : 0 }

    @_lifetime(self: copy self)
    mutating func takeSign() -> Bool {
        guard next == UInt8(ascii: "-") || next == UInt8(ascii: "+") else { return false }
        position += 1
        return text[position - 1] == UInt8(ascii: "-")
    }

    /// Returns whether the rest of the text is `word`, in either case.
    func takeRest(_ word: StaticString) -> Bool {
        text.extracting(position..<text.count).isKeyword(word)
    }

    @_lifetime(self: copy self)
    mutating func takeHexadecimalPrefix() -> Bool {
        guard position + 1 < text.count, next == UInt8(ascii: "0"),
            text[position + 1] | 0x20 == UInt8(ascii: "x")
        else { return false }
        position += 2
        return true
    }
}

// MARK: - Digits

extension Scanner {
    /// Digits around a point.
    struct Digits {
        /// The first of them, zeros in front left out.
        var head: UInt128 = 0
        /// How many digits make `head`.
        var headCount = 0
        /// How many digits there are, zeros in front left out.
        var significantCount = 0
        /// How many of the significant digits stand left of the point; less than zero if zeros
        /// follow it.
        var pointPosition = 0
        /// Whether a digit that isn't zero follows the head.
        var hasTail = false
        /// Whether there was any digit at all.
        var isEmpty = true
    }

    /// Takes digits in `radix`, of which `limit` go into the head.
    @_lifetime(self: copy self)
    mutating func digits(radix: UInt8, limit: Int) -> Digits {
        var digits = Digits()
        var isPastPoint = false
        while position < text.count {
            if text[position] == UInt8(ascii: "."), !isPastPoint {
                isPastPoint = true
                position += 1
                continue
            }
            guard let value = HexDigit.value(of: text[position]), value < radix else { break }
            position += 1
            digits.isEmpty = false
            if value == 0, digits.significantCount == 0 {
                if isPastPoint { digits.pointPosition -= 1 }
                continue
            }
            digits.significantCount += 1
            if !isPastPoint { digits.pointPosition += 1 }
            if digits.headCount < limit {
                digits.head = digits.head * UInt128(radix) + UInt128(value)
                digits.headCount += 1
            } else if value != 0 {
                digits.hasTail = true
            }
        }
        return digits
    }

    /// Takes an exponent, which is the rest of the text, or nothing at the end; it is nil for
    /// anything else. Exponents beyond all bounds stop at a bound.
    @_lifetime(self: copy self)
    mutating func exponent(mark: UInt8) -> Int? {
        guard position < text.count else { return 0 }
        guard next | 0x20 == mark else { return nil }
        position += 1
        let isNegative = takeSign()
        guard position < text.count else { return nil }
        var value = 0
        while position < text.count {
            guard let digit = HexDigit.value(of: next), digit < 10 else { return nil }
            value = min(value * 10 + Int(digit), 1 << 40)
            position += 1
        }
        return isNegative ? -value : value
    }

    @_lifetime(self: copy self)
    mutating func hexadecimal() -> RealNumber.Magnitude? {
        let digits = digits(radix: 16, limit: 30)
        guard !digits.isEmpty, let exponent = exponent(mark: UInt8(ascii: "p")) else { return nil }
        guard digits.significantCount > 0 else { return .zero }
        return .finite(
            significand: digits.head,
            exponent: exponent + 4 * (digits.pointPosition - digits.headCount),
            isTruncated: digits.hasTail)
    }

    @_lifetime(self: copy self)
    mutating func decimal() -> RealNumber.Magnitude? {
        let start = position
        let digits = digits(radix: 10, limit: 19)
        let end = position
        guard !digits.isEmpty, let exponent = exponent(mark: UInt8(ascii: "e")) else { return nil }
        guard digits.significantCount > 0 else { return .zero }
        let tenExponent = exponent + digits.pointPosition - digits.significantCount
        if digits.significantCount <= 19, abs(tenExponent) <= 18 {
            return RealNumber.Magnitude(digits.head, timesTenTo: tenExponent)
        }
        let size = exponent + digits.pointPosition
        guard size < 5000 else {
            return .finite(significand: 1, exponent: 1 << 20, isTruncated: false)
        }
        guard size > -5100 else {
            return .finite(significand: 1, exponent: -(1 << 20), isTruncated: false)
        }
        return longDecimal(start..<end, size: size)
    }

    /// Reads the digits in `range` again, into a number of any size.
    ///
    /// What follows the first 5,200 significant digits is beyond what any of the formats can
    /// tell apart, but for whether there is anything.
    func longDecimal(_ range: Range<Int>, size: Int) -> RealNumber.Magnitude {
        var number = BigNatural(0)
        var count = 0
        for i in range {
            let digit = text[i] &- 48
            guard digit <= 9, count > 0 || digit > 0 else { continue }
            guard count < 5200 else {
                guard digit > 0 else { continue }
                number.multiply(by: 10, adding: 1)
                count += 1
                break
            }
            number.multiply(by: 10, adding: UInt64(digit))
            count += 1
        }
        return RealNumber.Magnitude(number, timesTenTo: size - count)
    }
}

// MARK: - From ten to two

extension RealNumber.Magnitude {
    /// Makes `digits * 10^exponent` of 19 digits and an exponent of at most 18.
    fileprivate init(_ digits: UInt128, timesTenTo exponent: Int) {
        let power = UInt128(PowersOfTen[abs(exponent)])
        guard exponent < 0 else {
            self = .finite(significand: digits * power, exponent: 0, isTruncated: false)
            return
        }
        let shift = digits.leadingZeroBitCount
        let (quotient, remainder) = (digits << shift).quotientAndRemainder(dividingBy: power)
        self = .finite(significand: quotient, exponent: -shift, isTruncated: remainder > 0)
    }

    /// Makes `digits * 10^exponent`.
    fileprivate init(_ digits: BigNatural, timesTenTo exponent: Int) {
        var dividend = digits
        var divisor = BigNatural(1)
        if exponent >= 0 {
            dividend.multiply(byTenTo: exponent)
        } else {
            divisor.multiply(byTenTo: -exponent)
        }

        // Both get the same width: the quotient then lies between 1/2 and 2.
        let shift = divisor.bitWidth - dividend.bitWidth
        if shift > 0 { dividend.shiftLeft(by: shift) } else { divisor.shiftLeft(by: -shift) }
        var significand: UInt128 = 0
        let bits = 70
        for _ in 0..<bits {
            significand <<= 1
            if dividend >= divisor {
                dividend.subtract(divisor)
                significand |= 1
            }
            dividend.shiftLeft(by: 1)
        }
        self = .finite(
            significand: significand, exponent: 1 - bits - shift, isTruncated: !dividend.isZero)
    }
}

/// A digit in either case.
enum HexDigit {
    /// Returns what the digit is worth, or nil if it isn't one.
    static func value(of byte: UInt8) -> UInt8? {
        switch byte {
        case UInt8(ascii: "0")...UInt8(ascii: "9"): byte - UInt8(ascii: "0")
        case UInt8(ascii: "a")...UInt8(ascii: "f"): byte - UInt8(ascii: "a") + 10
        case UInt8(ascii: "A")...UInt8(ascii: "F"): byte - UInt8(ascii: "A") + 10
        default: nil
        }
    }
}
