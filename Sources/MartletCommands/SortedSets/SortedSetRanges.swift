import MartletEngine

extension SortedSetCommands {
    static let ranges: [CommandSpec] = [
        CommandSpec(
            .zrange, summary: "Lists members of a sorted set by rank, score or themselves.",
            run: zrange),
        CommandSpec(
            .zrevrange, summary: "Lists members of a sorted set by rank, the last first.",
            run: zrevrange),
        CommandSpec(
            .zrangebyscore, summary: "Lists members of a sorted set by score.",
            run: zrangebyscore),
        CommandSpec(
            .zrevrangebyscore,
            summary: "Lists members of a sorted set by score, the highest first.",
            run: zrevrangebyscore),
        CommandSpec(
            .zrangebylex, summary: "Lists members of equal scores by themselves.",
            run: zrangebylex),
        CommandSpec(
            .zrevrangebylex, summary: "Lists members of equal scores by themselves, backwards.",
            run: zrevrangebylex),
        CommandSpec(
            .zrangestore, summary: "Stores a range of a sorted set as another.",
            run: zrangestore),
    ]

    /// Replies with the members in order; with `WITHSCORES`, each with its score.
    static func zrange(
        _ arguments: Arguments, _ call: inout CommandCall, _ reply: inout ReplyWriter
    ) throws(ReplyError) {
        try list(RangeRequest(arguments, from: 2), at: arguments[1], &call, &reply)
    }

    /// Replies as ZRANGE does.
    static func zrevrange(
        _ arguments: Arguments, _ call: inout CommandCall, _ reply: inout ReplyWriter
    ) throws(ReplyError) {
        let request = try RangeRequest(arguments, from: 2, by: .rank, reversed: true)
        try list(request, at: arguments[1], &call, &reply)
    }

    /// Replies as ZRANGE does.
    static func zrangebyscore(
        _ arguments: Arguments, _ call: inout CommandCall, _ reply: inout ReplyWriter
    ) throws(ReplyError) {
        let request = try RangeRequest(arguments, from: 2, by: .score, reversed: false)
        try list(request, at: arguments[1], &call, &reply)
    }

    /// Replies as ZRANGE does.
    static func zrevrangebyscore(
        _ arguments: Arguments, _ call: inout CommandCall, _ reply: inout ReplyWriter
    ) throws(ReplyError) {
        let request = try RangeRequest(arguments, from: 2, by: .score, reversed: true)
        try list(request, at: arguments[1], &call, &reply)
    }

    /// Replies with the members in order.
    static func zrangebylex(
        _ arguments: Arguments, _ call: inout CommandCall, _ reply: inout ReplyWriter
    ) throws(ReplyError) {
        let request = try RangeRequest(arguments, from: 2, by: .member, reversed: false)
        try list(request, at: arguments[1], &call, &reply)
    }

    /// Replies with the members in order.
    static func zrevrangebylex(
        _ arguments: Arguments, _ call: inout CommandCall, _ reply: inout ReplyWriter
    ) throws(ReplyError) {
        let request = try RangeRequest(arguments, from: 2, by: .member, reversed: true)
        try list(request, at: arguments[1], &call, &reply)
    }

    @inline(__always)
    private static func list(
        _ request: borrowing RangeRequest, at key: Span<UInt8>, _ call: inout CommandCall,
        _ reply: inout ReplyWriter
    ) throws(ReplyError) {
        guard let set: SortedSetObject = try call.keyspace.object(at: key, .read) else {
            return reply.array(0)
        }
        reply.elements(
            of: set, in: request.ranks(of: set), reversed: request.isReversed,
            withScores: request.wantsScores)
    }

    /// Replies with the number of elements that were stored. Without any, the destination is removed.
    static func zrangestore(
        _ arguments: Arguments, _ call: inout CommandCall, _ reply: inout ReplyWriter
    ) throws(ReplyError) {
        let request = try RangeRequest(arguments, from: 3, stores: true)
        let source: SortedSetObject? = try call.keyspace.object(at: arguments[2], .read)
        let layout = call.sortedSetLayout
        let ranks = source.map { request.ranks(of: $0) } ?? 0..<0
        // What begins packed loses the sign of zero. Redis knows beforehand how many ranks there are,
        // but not how many scores.
        let result = SortedSetObject(expecting: request.isByRank ? ranks.count : 0, layout)
        source?.forEach(in: ranks, reversed: request.isReversed) { member, score in
            member.withBytes { result.set($0, score: score, layout) }
        }
        call.store(result, at: arguments[1], event: "zrangestore", &reply)
    }
}

extension ReplyWriter {
    /// Writes the elements of some ranks. Scores stand behind the members, in RESP3 each in an array
    /// with its member.
    @inline(__always)
    mutating func elements(
        of set: SortedSetObject, in ranks: Range<Int>, reversed: Bool = false, withScores: Bool
    ) {
        guard withScores else {
            array(ranks.count)
            set.forEachMember(in: ranks, reversed: reversed) { member in bulk(member) }
            return
        }
        pairs(ranks.count)
        set.forEach(in: ranks, reversed: reversed) { member, score in pair(member, score) }
    }

    /// Writes the head of an array of members with scores.
    mutating func pairs(_ count: Int) {
        array(version == .two ? count * 2 : count)
    }

    /// Writes a member with its score.
    @inline(__always) mutating func pair(_ member: borrowing PackedElement, _ score: Double) {
        if version == .three { array(2) }
        bulk(member)
        double(score)
    }
}
