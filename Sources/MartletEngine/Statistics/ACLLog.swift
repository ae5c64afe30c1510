/// Who was refused what, the latest first: what `ACL LOG` tells.
package struct ACLLog {
    /// Why and where a client was refused; alike for those that count as one entry.
    package struct Refusal: Equatable {
        /// Where the command came from.
        package enum Context: String {
            case toplevel
            case multi
        }

        package let context: Context
        /// The command's name as the client wrote it.
        package let object: [UInt8]
        package let username: [UInt8]

        package init(context: Context, object: [UInt8], username: [UInt8]) {
            self.context = context
            self.object = object
            self.username = username
        }
    }

    /// Refusals that are alike, within a minute of each other.
    package struct Entry {
        package let refusal: Refusal
        package fileprivate(set) var count = 1
        /// When the last of them was, in milliseconds since 1970.
        package fileprivate(set) var lastMilliseconds: Int
        /// The client of the last, as `CLIENT INFO` describes it.
        package fileprivate(set) var client: [UInt8]
    }

    /// How many entries a refusal may be added to, and how much later it may be.
    private static let comparedCount = 10
    private static let longestMilliseconds = 60_000

    package private(set) var entries: [Entry] = []

    package init() {}

    /// Keeps a refusal: with those like it, or else as an entry of its own among the latest `limit`.
    package mutating func append(
        _ refusal: Refusal, of client: [UInt8], at milliseconds: Int, limit: Int
    ) {
        let known = entries.prefix(Self.comparedCount).firstIndex { entry in
            entry.refusal == refusal
                && abs(milliseconds - entry.lastMilliseconds) <= Self.longestMilliseconds
        }
        guard let known else {
            entries.insert(
                Entry(refusal: refusal, lastMilliseconds: milliseconds, client: client), at: 0)
            if entries.count > limit { entries.removeLast(entries.count - max(0, limit)) }
            return
        }
        var entry = entries.remove(at: known)
        entry.count += 1
        entry.lastMilliseconds = milliseconds
        entry.client = client
        entries.insert(entry, at: 0)
    }

    /// Drops every entry.
    package mutating func removeAll() {
        entries = []
    }
}
