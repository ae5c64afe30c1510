import ConformanceKit

/// How equal two servers' replies to a call have to be.
package indirect enum ReplyRule: Sendable, Equatable {
    /// The same bytes.
    case exact
    /// The same elements in any order; with pairs, keys and values of flat arrays stay together.
    case unordered(pairs: Bool)
    /// The same types and sizes: the call draws by chance.
    case shape
    /// The same but for integers that follow from the moment of a call.
    case near
    /// INFO with the same counters: those that follow from the calls alone.
    case counters
    /// The replies of a transaction, each by its own rule.
    case each([ReplyRule])

    /// How far two integers may lie apart that follow from the moment of a call, in milliseconds.
    private static let tolerance: Int64 = 60_000
    /// Integers below this are no times: TTLs of calls are longer.
    private static let leastTime: Int64 = 50_000

    /// Returns what is wrong with two raw replies that are not the same, or nil.
    package func objection(_ real: [UInt8], _ target: [UInt8]) -> String? {
        guard real != target else { return nil }
        if self == .exact { return "other replies" }
        guard let one = ReplyNode.all(real), let other = ReplyNode.all(target),
            one.count == other.count
        else { return "other bytes" }
        return zip(one, other).lazy.compactMap { objection($0, $1) }.first
    }

    private func objection(_ real: ReplyNode, _ target: ReplyNode) -> String? {
        if real == target { return nil }
        let isError = real.type == UInt8(ascii: "-") || target.type == UInt8(ascii: "-")
        if isError { return "other replies" }
        switch self {
        case .exact: return "other replies"
        case .unordered(let pairs):
            let isEqual = real.sorted(pairs: pairs) == target.sorted(pairs: pairs)
            return isEqual ? nil : "other elements"
        case .shape: return real.hasShape(of: target) ? nil : "another type or size"
        case .near: return Self.isNear(real, target) ? nil : "other values"
        case .counters: return Counters(real).objection(to: Counters(target))
        case .each(let rules):
            guard real.type == target.type, real.header == target.header,
                real.children.count == rules.count
            else { return "other replies" }
            return zip(rules, zip(real.children, target.children)).lazy
                .compactMap { $0.objection($1.0, $1.1) }.first
        }
    }

    private static func isNear(_ one: ReplyNode, _ other: ReplyNode) -> Bool {
        if let number = one.integer, let second = other.integer {
            if number == second { return true }
            guard number >= leastTime, second >= leastTime else {
                // A time that has passed since a call: idle, inactive.
                return number >= 0 && second >= 0 && max(number, second) < tolerance
            }
            return abs(number - second) < tolerance
        }
        guard one.type == other.type, one.isCollection, other.isCollection,
            one.children.count == other.children.count
        else { return one == other }
        return zip(one.children, other.children).allSatisfy { isNear($0, $1) }
    }
}
