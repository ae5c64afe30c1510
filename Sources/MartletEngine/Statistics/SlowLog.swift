/// The commands that took longest, the latest first.
package struct SlowLog {
    /// A command that took long.
    package struct Entry {
        package let id: Int
        /// When it ran, in seconds since 1970.
        package let seconds: Int
        package let microseconds: Int
        package let arguments: [[UInt8]]
        package let address: String
        package let name: [UInt8]
    }

    /// The most arguments that an entry keeps, and the most bytes of each.
    static let mostArguments = 32
    static let mostBytes = 128

    package private(set) var entries: [Entry] = []
    private var nextID = 0

    package init() {}

    /// Keeps a command, and the latest `limit` entries. `client` is nil if it was a script that called
    /// it.
    mutating func append(
        _ arguments: [[UInt8]], of client: Client?, seconds: Int, microseconds: Int, limit: Int
    ) {
        let entry = Entry(
            id: nextID, seconds: seconds, microseconds: microseconds, arguments: arguments,
            address: client?.peer.address ?? "?:0", name: client?.name ?? [])
        nextID += 1
        entries.insert(entry, at: 0)
        trim(to: limit)
    }

    /// Drops the oldest entries but `limit`.
    package mutating func trim(to limit: Int) {
        if entries.count > limit { entries.removeLast(entries.count - max(0, limit)) }
    }

    /// Drops every entry. Ids go on.
    package mutating func removeAll() {
        entries = []
    }
}

extension Arguments {
    /// Returns copies for the slow log: long arguments and many of them are cut, secrets hidden.
    func slowLogCopy(hiding isHidden: (Int) -> Bool) -> [[UInt8]] {
        let kept = min(count, SlowLog.mostArguments)
        return (0..<kept).map { index in
            if kept < count, index == kept - 1 {
                return Array("... (\(count - kept + 1) more arguments)".utf8)
            }
            if isHidden(index) { return Array("(redacted)".utf8) }
            let argument = self[index]
            guard argument.count > SlowLog.mostBytes else { return [UInt8](argument) }
            let rest = argument.count - SlowLog.mostBytes
            return [UInt8](argument.extracting(first: SlowLog.mostBytes))
                + Array("... (\(rest) more bytes)".utf8)
        }
    }
}
