import MartletEngine

extension SortedSetCommands {
    static let removal: [CommandSpec] = [
        CommandSpec(
            .zremrangebyrank, summary: "Removes members of a sorted set by rank.",
            run: zremrangebyrank),
        CommandSpec(
            .zremrangebyscore, summary: "Removes members of a sorted set by score.",
            run: zremrangebyscore),
        CommandSpec(
            .zremrangebylex, summary: "Removes members of equal scores by themselves.",
            run: zremrangebylex),
    ]

    /// Replies with the number of members that were removed.
    static func zremrangebyrank(
        _ arguments: Arguments, _ call: inout CommandCall, _ reply: inout ReplyWriter
    ) throws(ReplyError) {
        let bounds = try ElementBounds.ranks(arguments, 2, 3)
        try remove(bounds, at: arguments[1], event: "zremrangebyrank", &call, &reply)
    }

    /// Replies with the number of members that were removed.
    static func zremrangebyscore(
        _ arguments: Arguments, _ call: inout CommandCall, _ reply: inout ReplyWriter
    ) throws(ReplyError) {
        let bounds = try ElementBounds.scores(arguments, 2, 3)
        try remove(bounds, at: arguments[1], event: "zremrangebyscore", &call, &reply)
    }

    /// Replies with the number of members that were removed.
    static func zremrangebylex(
        _ arguments: Arguments, _ call: inout CommandCall, _ reply: inout ReplyWriter
    ) throws(ReplyError) {
        let bounds = try ElementBounds.members(arguments, 2, 3)
        try remove(bounds, at: arguments[1], event: "zremrangebylex", &call, &reply)
    }

    private static func remove(
        _ bounds: borrowing ElementBounds, at key: Span<UInt8>, event: StaticString,
        _ call: inout CommandCall, _ reply: inout ReplyWriter
    ) throws(ReplyError) {
        guard let set: SortedSetObject = try call.keyspace.object(at: key, .write) else {
            return reply.integer(0)
        }
        let ranks = bounds.ranks(of: set)
        set.remove(ranks)
        call.didRemove(ranks.count, from: set, at: key, event: event)
        reply.integer(ranks.count)
    }
}
