/// The id of an entry of a stream, which tells what comes before what.
struct EventID: Hashable, Sendable, Comparable, CustomStringConvertible {
    let milliseconds: UInt64
    let number: UInt64

    /// Before all entries.
    static let zero = EventID(milliseconds: 0, number: 0)

    init(milliseconds: UInt64, number: UInt64) {
        self.milliseconds = milliseconds
        self.number = number
    }

    /// Reads an id such as `1700000000000-0`, whose number may be missing; nil if it is none.
    init?(_ text: String) {
        let parts = text.split(separator: "-", maxSplits: 1, omittingEmptySubsequences: false)
        guard parts.allSatisfy({ $0.utf8.allSatisfy { (0x30...0x39).contains($0) } }),
            let milliseconds = UInt64(parts[0]),
            let number = parts.count > 1 ? UInt64(parts[1]) : 0
        else { return nil }
        self.init(milliseconds: milliseconds, number: number)
    }

    var description: String { "\(milliseconds)-\(number)" }

    static func < (a: EventID, b: EventID) -> Bool {
        (a.milliseconds, a.number) < (b.milliseconds, b.number)
    }
}
