/// A version of the server, as the command table tells it: `6.2.0`.
package struct ServerVersion: Sendable, Hashable {
    private let parts: [Int]

    /// Reads numbers with points between them.
    package init?(_ text: some StringProtocol) {
        let numbers = text.split(separator: ".", omittingEmptySubsequences: false).map { Int($0) }
        let parts = numbers.compactMap(\.self)
        guard parts.count == numbers.count, parts.allSatisfy({ $0 >= 0 }) else { return nil }
        self.parts = parts + Array(repeating: 0, count: max(0, 3 - parts.count))
    }
}

extension ServerVersion: Comparable {
    package static func < (one: Self, other: Self) -> Bool {
        one.parts.lexicographicallyPrecedes(other.parts)
    }
}

extension ServerVersion: CustomStringConvertible {
    package var description: String { parts.map(String.init).joined(separator: ".") }
}
