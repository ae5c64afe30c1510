/// What a blocked client waits for: a copy of its command, and the keys that may serve it.
package final class BlockedWait {
    /// The row of the command.
    package let row: Int
    /// The command: the bytes that it came in are gone when it is served.
    let command: ArgumentList
    /// The arguments that stand otherwise in `command`, as the client sent them, by their indices.
    let replaced: [Int: [UInt8]]
    /// The bytes of all arguments that the client sent.
    let argumentBytes: Int
    /// The keys, each once, in the order given.
    let keys: [BlockedKey]
    /// What one of them has to hold; nil where there are no keys, and the wait ends with its time.
    package let kind: ValueKind?
    /// Whether the wait ends when what one of the keys holds is gone, as of those who read a stream by
    /// its group.
    let endsWithKey: Bool
    /// When the wait is over, on the monotonic clock: the last moment there is if it has no end.
    let deadlineMicroseconds: Int
    /// How long the command took until it had to wait, in the ticks of `EngineClock`.
    var ticks: UInt64 = 0
    /// The client's place among those that wait: who came first has the lowest.
    var ticket = 0

    init(
        row: Int, command: consuming ArgumentList, replaced: [Int: [UInt8]] = [:],
        argumentBytes: Int = 0, keys: [BlockedKey], kind: ValueKind?, endsWithKey: Bool = false,
        deadlineMicroseconds: Int
    ) {
        self.row = row
        self.command = command
        self.replaced = replaced
        self.argumentBytes = argumentBytes
        self.keys = keys
        self.kind = kind
        self.endsWithKey = endsWithKey
        self.deadlineMicroseconds = deadlineMicroseconds
    }

    /// Writes what the command replies with when the time is over.
    func writeTimeout(to reply: inout ReplyWriter) {
        // What waits without keys counts what comes: none came.
        if kind == nil { reply.integer(0) } else { reply.nullArray() }
    }

    /// Whether time alone ends the wait.
    var hasDeadline: Bool { deadlineMicroseconds < .max }
}

/// A key of one of the databases.
struct BlockedKey: Hashable {
    let database: Int
    let bytes: [UInt8]
}
