import MartletEngine

extension SortedSetCommands {
    static let counts: [CommandSpec] = [
        CommandSpec(
            .zcount, summary: "Counts the members with scores in a range.", run: zcount),
        CommandSpec(
            .zlexcount, summary: "Counts the members of equal scores in a range.",
            run: zlexcount),
    ]

    /// Replies with the number of members, 0 for a missing key.
    static func zcount(
        _ arguments: Arguments, _ call: inout CommandCall, _ reply: inout ReplyWriter
    ) throws(ReplyError) {
        try count(.scores(arguments, 2, 3), at: arguments[1], &call, &reply)
    }

    /// Replies with the number of members, 0 for a missing key.
    static func zlexcount(
        _ arguments: Arguments, _ call: inout CommandCall, _ reply: inout ReplyWriter
    ) throws(ReplyError) {
        try count(.members(arguments, 2, 3), at: arguments[1], &call, &reply)
    }

    private static func count(
        _ bounds: borrowing ElementBounds, at key: Span<UInt8>, _ call: inout CommandCall,
        _ reply: inout ReplyWriter
    ) throws(ReplyError) {
        let set: SortedSetObject? = try call.keyspace.object(at: key, .read)
        reply.integer(set.map { bounds.ranks(of: $0).count } ?? 0)
    }
}
