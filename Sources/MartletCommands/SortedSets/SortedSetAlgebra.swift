import MartletEngine

/// What several sets, sorted or not, have in common, together, or one alone.
extension SortedSetCommands {
    static let algebra: [CommandSpec] = [
        CommandSpec(
            .zunion, summary: "Lists what one of several sorted sets has at least.", run: zunion),
        CommandSpec(
            .zinter, summary: "Lists what several sorted sets have in common.", run: zinter),
        CommandSpec(.zdiff, summary: "Lists what a sorted set has and others lack.", run: zdiff),
        CommandSpec(
            .zintercard, summary: "Counts what several sorted sets have in common.",
            run: zintercard),
    ]

    static let results: [CommandSpec] = [
        CommandSpec(
            .zunionstore, summary: "Stores what one of several sorted sets has at least.",
            run: zunionstore),
        CommandSpec(
            .zinterstore, summary: "Stores what several sorted sets have in common.",
            run: zinterstore),
        CommandSpec(
            .zdiffstore, summary: "Stores what a sorted set has and others lack.",
            run: zdiffstore),
    ]

    /// Replies with the members in order; with `WITHSCORES`, each with its score.
    static func zunion(
        _ arguments: Arguments, _ call: inout CommandCall, _ reply: inout ReplyWriter
    ) throws(ReplyError) {
        let request = try AlgebraRequest(arguments, from: 1, [.weighs, .listsScores], &call)
        list(request.union(seed: call.sortedSetLayout.seed), request, &reply)
    }

    /// Replies as ZUNION does.
    static func zinter(
        _ arguments: Arguments, _ call: inout CommandCall, _ reply: inout ReplyWriter
    ) throws(ReplyError) {
        let request = try AlgebraRequest(arguments, from: 1, [.weighs, .listsScores], &call)
        list(request.intersection(seed: call.sortedSetLayout.seed), request, &reply)
    }

    /// Replies as ZUNION does.
    static func zdiff(
        _ arguments: Arguments, _ call: inout CommandCall, _ reply: inout ReplyWriter
    ) throws(ReplyError) {
        let request = try AlgebraRequest(arguments, from: 1, [.listsScores], &call)
        list(request.difference(seed: call.sortedSetLayout.seed), request, &reply)
    }

    private static func list(
        _ result: SortedSetObject, _ request: AlgebraRequest, _ reply: inout ReplyWriter
    ) {
        reply.elements(of: result, in: 0..<result.count, withScores: request.wantsScores)
    }

    /// Replies with the number of members, or with the limit if there are more.
    static func zintercard(
        _ arguments: Arguments, _ call: inout CommandCall, _ reply: inout ReplyWriter
    ) throws(ReplyError) {
        let request = try AlgebraRequest(arguments, from: 1, [.limits], &call)
        reply.integer(request.intersectionCount)
    }

    /// Replies with the number of elements that were stored. Without any, the destination is removed.
    static func zunionstore(
        _ arguments: Arguments, _ call: inout CommandCall, _ reply: inout ReplyWriter
    ) throws(ReplyError) {
        let request = try AlgebraRequest(arguments, from: 2, [.weighs], &call)
        let result = request.union(seed: call.sortedSetLayout.seed)
        call.store(result, at: arguments[1], event: "zunionstore", &reply)
    }

    /// Replies as ZUNIONSTORE does.
    static func zinterstore(
        _ arguments: Arguments, _ call: inout CommandCall, _ reply: inout ReplyWriter
    ) throws(ReplyError) {
        let request = try AlgebraRequest(arguments, from: 2, [.weighs], &call)
        let result = request.intersection(seed: call.sortedSetLayout.seed)
        call.store(result, at: arguments[1], event: "zinterstore", &reply)
    }

    /// Replies as ZUNIONSTORE does.
    static func zdiffstore(
        _ arguments: Arguments, _ call: inout CommandCall, _ reply: inout ReplyWriter
    ) throws(ReplyError) {
        let request = try AlgebraRequest(arguments, from: 2, [], &call)
        let result = request.difference(seed: call.sortedSetLayout.seed)
        call.store(result, at: arguments[1], event: "zdiffstore", &reply)
    }
}

extension CommandCall {
    /// Stores what a command made, packed if it may be, and replies with the number of its elements.
    /// Without any, the key is removed.
    mutating func store(
        _ result: SortedSetObject, at key: Span<UInt8>, event: StaticString, changes: Int = 1,
        _ reply: inout ReplyWriter
    ) {
        let count = result.count
        if count > 0 {
            result.pack(sortedSetLayout)
            keyspace.store(result, at: key)
            didModify(key, event: event, count: changes)
        } else if keyspace.clear(key) {
            didModify(key, event: "del")
        }
        reply.integer(count)
    }
}
