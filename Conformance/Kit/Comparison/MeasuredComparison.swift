import Foundation

/// Compares replies of measurements: the same fields, masked ones by rule, the others to the byte.
struct MeasuredComparison {
    /// The target's numbers of earlier steps, for fields that must rise.
    private var earlier: [String: Double] = [:]

    /// Returns what is wrong with the target's replies, or nil.
    mutating func difference(
        _ real: [ReplyNode], _ target: [ReplyNode], masks: [Mask], isProse: Bool
    ) -> String? {
        if isProse { return prose(real, target) }
        if let whole = masks.first(where: { $0.field == "value" }), real.count == 1,
            target.count == 1, !real[0].isCollection
        {
            guard real[0].type == target[0].type else { return "a reply of another type" }
            return check(whole, "value", real[0].text, target[0].text)
        }
        let expected = MeasuredFields(real, masks: masks).fields
        var found = MeasuredFields(target, masks: masks).fields[...]
        for field in expected {
            let mask = masks.first { mask in field.paths.contains(where: mask.matches) }
            let isHere = found.first.map {
                $0.name == field.name || $0.paths.first == field.paths.first
            }
            if mask?.rule == .optional {
                if isHere == true { found.removeFirst() }
                continue
            }
            guard let other = found.popFirst() else { return "the field \(field.name) is missing" }
            guard isHere == true else {
                return "the field \(field.name) is expected, but there is \(other.name)"
            }
            if let mask {
                if let reason = check(mask, field.name, field.value, other.value) { return reason }
            } else if field.value != other.value {
                return "\(field.name) is “\(other.value)”, not “\(field.value)”"
            }
            if field.type != other.type { return "\(field.name) has another type" }
        }
        return found.first.map { "the field \($0.name) is too many" }
    }

    private func prose(_ real: [ReplyNode], _ target: [ReplyNode]) -> String? {
        guard real.count == 1, target.count == 1, real[0].type == target[0].type else {
            return "a reply of another type"
        }
        guard let kind = real[0].children.first?.type, !target[0].children.isEmpty else {
            return real[0].children.isEmpty == target[0].children.isEmpty ? nil : "no lines"
        }
        return target[0].children.allSatisfy { $0.type == kind } ? nil : "lines of another type"
    }

    /// Returns how a masked field breaks its rule on either server.
    private mutating func check(
        _ mask: Mask, _ name: String, _ real: String, _ target: String
    ) -> String? {
        if !mask.rule.allows(real, real: real) {
            return "\(name) is “\(real)” on the real server itself, against the rule of its mask"
        }
        if !mask.rule.allows(target, real: real) {
            return "\(name) is “\(target)”, against the rule of its mask (real: “\(real)”)"
        }
        guard mask.rule == .rises else { return nil }
        let number = Double(target) ?? .nan
        defer { earlier[name] = number }
        guard let before = earlier[name], !(number >= before) else { return nil }
        return "\(name) fell from \(before) to \(number)"
    }
}

extension MaskRule {
    /// Whether a field may have a value where the real server's is `real`.
    func allows(_ value: String, real: String) -> Bool {
        switch self {
        case .text, .optional: true
        case .nonempty: !value.isEmpty
        case .integer(let range): Int64(value).map(range.contains) ?? false
        case .number(let range):
            Self.number(value).map(range.contains) ?? false
        case .hexadecimal(let length):
            value.utf8.count == length && value.allSatisfy(\.isHexDigit)
        case .matching(let pattern): GlobPattern(pattern).matches(value)
        case .oneOf(let values): values.contains(value)
        case .rises: Double(value) != nil
        case .close(let percent):
            if let one = Self.number(real), let other = Self.number(value) {
                abs(one - other) <= abs(one) * percent / 100
            } else {
                false
            }
        }
    }

    /// Numbers may carry a unit, as in `1.05M` or `85.20%`.
    private static func number(_ text: String) -> Double? {
        let digits = text.last.map { "KMGB%".contains($0) } == true ? text.dropLast() : text[...]
        return Double(digits)
    }
}
