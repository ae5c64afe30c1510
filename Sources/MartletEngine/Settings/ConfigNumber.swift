/// Numbers as redis.conf writes them.
package enum ConfigNumber {
    /// Returns the bytes that `text` stands for: digits, and a unit such as `k`, `kb`, `mb`.
    ///
    /// As in redis-server, too many digits count as the largest number, and a product wraps.
    package static func memory(_ text: [UInt8]) -> UInt64? {
        var digits = 0
        var value: UInt64 = 0
        while digits < text.count, (48...57).contains(text[digits]) {
            let (product, isTooLarge) = value.multipliedReportingOverflow(by: 10)
            let (sum, overflows) = product.addingReportingOverflow(UInt64(text[digits] - 48))
            value = isTooLarge || overflows ? .max : sum
            digits += 1
        }
        guard digits < 128, let factor = factor(text[digits...]) else { return nil }
        return value &* factor
    }

    private static func factor(_ unit: ArraySlice<UInt8>) -> UInt64? {
        let letters = unit.map { $0 | 0x20 }
        let power: Int
        switch letters.first {
        case nil: return 1
        case UInt8(ascii: "b") where letters.count == 1: return 1
        case UInt8(ascii: "k"): power = 1
        case UInt8(ascii: "m"): power = 2
        case UInt8(ascii: "g"): power = 3
        default: return nil
        }
        let isBinary = letters.count == 2 && letters[1] == UInt8(ascii: "b")
        guard isBinary || letters.count == 1 else { return nil }
        return (0..<power).reduce(1) { product, _ in product * (isBinary ? 1024 : 1000) }
    }

    /// Returns the number that C's `strtoll` reads in the whole of `text`, cut to what fits.
    ///
    /// An empty text is 0.
    static func saturating(_ text: [UInt8], radix: UInt64 = 10) -> (value: Int, isCut: Bool)? {
        if text.isEmpty { return (0, false) }
        var i = 0
        while i < text.count, text[i] == 32 || (9...13).contains(text[i]) { i += 1 }
        var isNegative = false
        if i < text.count, text[i] == UInt8(ascii: "-") || text[i] == UInt8(ascii: "+") {
            isNegative = text[i] == UInt8(ascii: "-")
            i += 1
        }
        guard i < text.count else { return nil }
        var magnitude: UInt64 = 0
        var isCut = false
        while i < text.count {
            guard text[i] >= 48, UInt64(text[i] - 48) < radix else { return nil }
            let (product, isTooLarge) = magnitude.multipliedReportingOverflow(by: radix)
            let (sum, overflows) = product.addingReportingOverflow(UInt64(text[i] - 48))
            if isTooLarge || overflows { isCut = true } else { magnitude = sum }
            i += 1
        }
        let most: UInt64 = isNegative ? 1 << 63 : (1 << 63) - 1
        if isCut || magnitude > most { return (isNegative ? .min : .max, true) }
        return (isNegative ? Int(truncatingIfNeeded: 0 &- magnitude) : Int(magnitude), false)
    }

    /// Returns the octal number that `text` spells.
    static func octal(_ text: [UInt8]) -> Int? {
        guard let number = saturating(text, radix: 8), !number.isCut else { return nil }
        return number.value
    }

    /// Returns `value` as C prints it with `%f`, without the zeros at its end.
    static func shortFixed(_ value: Double) -> String {
        let scaled = value.magnitude * 1_000_000
        guard scaled < 9e18 else { return "\(value)" }
        let millionths = Int(exactMillionths(value.magnitude))
        let fraction = millionths % 1_000_000
        var text = (value.sign == .minus ? "-" : "") + "\(millionths / 1_000_000)"
        guard fraction > 0 else { return text }
        var digits = Array("\(1_000_000 + fraction)".dropFirst())
        while digits.last == "0" { digits.removeLast() }
        text += "." + String(digits)
        return text
    }

    /// The millionths of `magnitude`, rounded to the nearest of its exact value, ties to even.
    private static func exactMillionths(_ magnitude: Double) -> Double {
        let product = magnitude * 1_000_000
        let error = (-product).addingProduct(magnitude, 1_000_000)
        let floor = product.rounded(.down)
        let rest = (product - floor) + error
        if rest > 0.5 { return floor + 1 }
        if rest < 0.5 { return floor }
        return floor.truncatingRemainder(dividingBy: 2) == 0 ? floor : floor + 1
    }
}

/// The names of directives, which count in either case.
enum ConfigName {
    /// Returns whether `name`, in small letters, is spelled by `bytes` up to the first zero byte.
    static func equal(_ name: String, _ bytes: [UInt8]) -> Bool {
        var i = 0
        for letter in name.utf8 {
            guard i < bytes.count, lowercased(bytes[i]) == letter else { return false }
            i += 1
        }
        return i == bytes.count || bytes[i] == 0
    }

    static func lowercased(_ byte: UInt8) -> UInt8 {
        (65...90).contains(byte) ? byte | 0x20 : byte
    }
}
