/// Redis's glob-style patterns: `*`, `?`, `[a-z]`, `[^a-z]`, and `\` before what is meant literally.
///
/// Every other byte stands for itself. As on x86, bytes in a range compare as signed ones.
package struct Glob: ~Escapable {
    /// More stars than this before the last never match.
    private static let mostStars = 1000

    private let pattern: Span<UInt8>
    private let ignoresCase: Bool

    @_lifetime(copy pattern)
    package init(_ pattern: Span<UInt8>, ignoringCase: Bool = false) {
        self.pattern = pattern
        ignoresCase = ignoringCase
    }

    /// Returns whether the whole of `string` matches the pattern.
    ///
    /// Only the latest star ever takes more bytes: when the rest of the pattern matches nowhere
    /// behind it, no earlier star can help. So the time is bounded by the product of both lengths.
    package func matches(_ string: Span<UInt8>) -> Bool {
        var (p, s) = (0, 0)
        var retry: (pattern: Int, string: Int)?
        var stars = 0
        while true {
            if p < pattern.count, s < string.count {
                if pattern[p] == UInt8(ascii: "*") {
                    p = skippingStars(from: p)
                    if p == pattern.count { return true }
                    stars += 1
                    if stars > Self.mostStars { return false }
                    retry = (p, s)
                    continue
                }
                if let next = step(over: string[s], at: p) {
                    p = next
                    s += 1
                    if s == string.count { p = skippingStars(from: p) }
                    continue
                }
            } else if p == pattern.count, s == string.count {
                return true
            }
            guard let start = retry, start.string + 1 < string.count else { return false }
            retry = (start.pattern, start.string + 1)
            (p, s) = (start.pattern, start.string + 1)
        }
    }

    private func skippingStars(from start: Int) -> Int {
        var p = start
        while p < pattern.count, pattern[p] == UInt8(ascii: "*") { p += 1 }
        return p
    }

    /// The byte of the pattern at `position`, 0 behind the end.
    private func byte(_ position: Int) -> UInt8 {
        position < pattern.count ? pattern[position] : 0
    }

    /// Returns the position after the element at `position`, if that matches `byte`.
    private func step(over byte: UInt8, at position: Int) -> Int? {
        switch pattern[position] {
        case UInt8(ascii: "?"):
            return position + 1
        case UInt8(ascii: "["):
            return stepOverClass(byte, at: position + 1)
        case UInt8(ascii: "\\") where position + 1 < pattern.count:
            return folded(pattern[position + 1]) == folded(byte) ? position + 2 : nil
        case let literal:
            return folded(literal) == folded(byte) ? position + 1 : nil
        }
    }

    /// Matches `byte` with the class whose first byte, behind the bracket, is at `position`.
    ///
    /// A class without an end reaches to the end of the pattern. An escaped byte in it matches
    /// in its own case only.
    private func stepOverClass(_ byte: UInt8, at position: Int) -> Int? {
        let isNegated = self.byte(position) == UInt8(ascii: "^")
        var p = isNegated ? position + 1 : position
        var isMember = false
        while true {
            let left = pattern.count - p
            if left >= 2, pattern[p] == UInt8(ascii: "\\") {
                p += 1
                if pattern[p] == byte { isMember = true }
            } else if self.byte(p) == UInt8(ascii: "]") {
                p += 1
                break
            } else if left <= 0 {
                break
            } else if left >= 3, pattern[p + 1] == UInt8(ascii: "-") {
                if isInRange(byte, pattern[p], pattern[p + 2]) { isMember = true }
                p += 2
            } else if folded(pattern[p]) == folded(byte) {
                isMember = true
            }
            p += 1
        }
        return isMember != isNegated ? p : nil
    }

    private func isInRange(_ byte: UInt8, _ first: UInt8, _ last: UInt8) -> Bool {
        var (low, high) = (Int8(bitPattern: first), Int8(bitPattern: last))
        if low > high { swap(&low, &high) }
        let value = Int8(bitPattern: folded(byte))
        return value >= Int8(bitPattern: folded(UInt8(bitPattern: low)))
            && value <= Int8(bitPattern: folded(UInt8(bitPattern: high)))
    }

    /// Returns the byte in lower case, if case doesn't count.
    private func folded(_ byte: UInt8) -> UInt8 {
        ignoresCase && byte >= UInt8(ascii: "A") && byte <= UInt8(ascii: "Z") ? byte | 0x20 : byte
    }
}
