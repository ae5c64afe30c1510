/// A field of a measured reply that may differ, the rule its values must obey, and why it differs.
package struct Mask: Sendable, Equatable {
    /// A field's name or path, with `*` for anything.
    package var field: String
    package var rule: MaskRule
    package var reason: String

    package init(field: String, rule: MaskRule, reason: String) {
        self.field = field
        self.rule = rule
        self.reason = reason
    }

    /// Reads `field — rule — reason`.
    package init?(_ text: some StringProtocol) {
        let parts = text.split(separator: "—", omittingEmptySubsequences: false).map(trimmed)
        guard parts.count >= 3, let rule = MaskRule(parts[1]) else { return nil }
        field = parts[0]
        self.rule = rule
        reason = parts[2...].joined(separator: " — ")
        guard !field.isEmpty, !reason.isEmpty else { return nil }
    }

    /// Whether the mask speaks of the field at a path: of the whole path or of its end.
    package func matches(_ path: [String]) -> Bool {
        let names = field.split(separator: ".", omittingEmptySubsequences: false).map(String.init)
        let whole = path.joined(separator: ".")
        if GlobPattern(field).matches(whole) { return true }
        // `0.4.*` is 0.4 too, which may be one value or have parts.
        if field.hasSuffix(".*"), GlobPattern(String(field.dropLast(2))).matches(whole) {
            return true
        }
        guard names.count <= path.count, Int(names[0]) == nil else { return false }
        return zip(names, path.suffix(names.count)).allSatisfy { GlobPattern($0).matches($1) }
    }
}

/// What a masked field's value must be on both servers.
package enum MaskRule: Sendable, Equatable {
    case text
    case nonempty
    case integer(in: ClosedRange<Int64>)
    case number(in: ClosedRange<Double>)
    case hexadecimal(length: Int)
    case matching(String)
    case oneOf([String])
    /// An integer no smaller than the field had in an earlier step of the case.
    case rises
    /// A number within so many percent of the real server's.
    case close(percent: Double)
    /// A field that the target may leave out.
    case optional

    /// Reads a rule: `integer >= 0`, `integer 1...9`, `number > 0`, `text`, `nonempty`, `hex 40`,
    /// `matching *.c`, `one of a|b`, `rises`, `within 50%`, `optional`.
    package init?(_ text: String) {
        let words = text.split(separator: " ").map(String.init)
        switch words.first {
        case "text" where words.count == 1: self = .text
        case "nonempty" where words.count == 1: self = .nonempty
        case "text" where words.dropFirst() == ["nonempty"]: self = .nonempty
        case "rises" where words.count == 1: self = .rises
        case "optional" where words.count == 1: self = .optional
        case "integer":
            guard let range = Self.integers(words.dropFirst()) else { return nil }
            self = .integer(in: range)
        case "number":
            guard let range = Self.numbers(words.dropFirst()) else { return nil }
            self = .number(in: range)
        case "hex":
            guard words.count == 2, let length = Int(words[1]) else { return nil }
            self = .hexadecimal(length: length)
        case "matching" where words.count >= 2:
            self = .matching(words.dropFirst().joined(separator: " "))
        case "one" where words.count >= 3 && words[1] == "of":
            let values = words.dropFirst(2).joined(separator: " ")
            self = .oneOf(values.split(separator: "|").map(trimmed))
        case "within":
            guard words.count == 2, let percent = Double(words[1].filter { $0 != "%" }) else {
                return nil
            }
            self = .close(percent: percent)
        default: return nil
        }
    }

    private static func integers(_ words: ArraySlice<String>) -> ClosedRange<Int64>? {
        switch (words.first, words.last.flatMap(Int64.init)) {
        case (nil, _): return Int64.min...Int64.max
        case (">=", let bound?): return bound...Int64.max
        case (">", let bound?) where bound < .max: return (bound + 1)...Int64.max
        case ("<=", let bound?): return Int64.min...bound
        case ("<", let bound?) where bound > .min: return Int64.min...(bound - 1)
        case ("=", let bound?): return bound...bound
        case (let text?, _):
            let bounds = text.split(separator: ".").compactMap { Int64($0) }
            guard words.count == 1, bounds.count == 2, bounds[0] <= bounds[1] else { return nil }
            return bounds[0]...bounds[1]
        }
    }

    private static func numbers(_ words: ArraySlice<String>) -> ClosedRange<Double>? {
        switch (words.first, words.last.flatMap(Double.init)) {
        case (nil, _): -Double.infinity...Double.infinity
        case (">=", let bound?): bound...Double.infinity
        case (">", let bound?): bound.nextUp...Double.infinity
        case ("<=", let bound?): -Double.infinity...bound
        case ("<", let bound?): -Double.infinity...bound.nextDown
        default: nil
        }
    }
}

/// Returns a text without the blanks at its ends.
func trimmed(_ text: some StringProtocol) -> String {
    let start = text.drop(while: \.isWhitespace)
    return String(start.reversed().drop(while: \.isWhitespace).reversed())
}
