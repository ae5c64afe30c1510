import MartletEngine

extension SortedSetCommands {
    static let members: [CommandSpec] = [
        CommandSpec(.zrem, summary: "Removes members from a sorted set.", run: zrem),
        CommandSpec(.zcard, summary: "Counts the members of a sorted set.", run: zcard),
        CommandSpec(.zscore, summary: "Tells the score of a member.", run: zscore),
        CommandSpec(.zmscore, summary: "Tells the scores of members.", run: zmscore),
        CommandSpec(
            .zrank, summary: "Tells how many members have lower scores than one.", run: zrank),
        CommandSpec(
            .zrevrank, summary: "Tells how many members have higher scores than one.",
            run: zrevrank),
    ]

    /// Replies with the number of members that were there.
    static func zrem(
        _ arguments: Arguments, _ call: inout CommandCall, _ reply: inout ReplyWriter
    ) throws(ReplyError) {
        let key = arguments[1]
        guard let set: SortedSetObject = try call.keyspace.object(at: key, .write) else {
            return reply.integer(0)
        }
        var count = 0
        var members = arguments.cursor(from: 2)
        while let member = members.next() {
            if set.remove(member) { count += 1 }
        }
        call.didRemove(count, from: set, at: key, event: "zrem")
        reply.integer(count)
    }

    /// Replies with the number of members, 0 for a missing key.
    static func zcard(
        _ arguments: Arguments, _ call: inout CommandCall, _ reply: inout ReplyWriter
    ) throws(ReplyError) {
        let set: SortedSetObject? = try call.keyspace.object(at: arguments[1], .read)
        reply.integer(set?.count ?? 0)
    }

    /// Replies with the score, or null for what isn't there.
    static func zscore(
        _ arguments: Arguments, _ call: inout CommandCall, _ reply: inout ReplyWriter
    ) throws(ReplyError) {
        let set: SortedSetObject? = try call.keyspace.object(at: arguments[1], .read)
        reply.score(set?.score(of: arguments[2]))
    }

    /// Replies with a score for each member, null for what isn't there.
    static func zmscore(
        _ arguments: Arguments, _ call: inout CommandCall, _ reply: inout ReplyWriter
    ) throws(ReplyError) {
        let set: SortedSetObject? = try call.keyspace.object(at: arguments[1], .read)
        reply.array(arguments.count - 2)
        var members = arguments.cursor(from: 2)
        while let member = members.next() { reply.score(set?.score(of: member)) }
    }

    /// Replies with the rank, beginning at 0, or null for what isn't there.
    static func zrank(
        _ arguments: Arguments, _ call: inout CommandCall, _ reply: inout ReplyWriter
    ) throws(ReplyError) {
        let set: SortedSetObject? = try call.keyspace.object(at: arguments[1], .read)
        guard let rank = set?.rank(of: arguments[2]) else { return reply.null() }
        reply.integer(rank)
    }

    /// Replies as ZRANK does, counting from the last member.
    static func zrevrank(
        _ arguments: Arguments, _ call: inout CommandCall, _ reply: inout ReplyWriter
    ) throws(ReplyError) {
        let set: SortedSetObject? = try call.keyspace.object(at: arguments[1], .read)
        guard let set, let rank = set.rank(of: arguments[2]) else { return reply.null() }
        reply.integer(set.count - 1 - rank)
    }
}

extension CommandCall {
    /// Tells that `count` elements of `set` at `key` were removed, and removes the key if those were
    /// the last.
    mutating func didRemove(
        _ count: Int, from set: SortedSetObject, at key: Span<UInt8>, event: StaticString
    ) {
        guard count > 0 else { return }
        let isEmpty = set.count == 0
        if isEmpty { _ = keyspace.remove(key) }
        didModify(key, event: event, count: count)
        if isEmpty { didModify(key, event: "del", count: 0) }
    }
}

extension ReplyWriter {
    /// Writes a score, or null for none.
    mutating func score(_ score: Double?) {
        if let score { double(score) } else { null() }
    }
}
