import MartletEngine

extension SortedSetCommands {
    static let adding: [CommandSpec] = [
        CommandSpec(
            .zadd, summary: "Adds members to a sorted set, or gives them other scores.", run: zadd),
        CommandSpec(
            .zincrby, summary: "Adds to the score of a member of a sorted set.", run: zincrby),
    ]

    /// Replies with how many members were added; with `CH`, how many were changed too; with `INCR`, as
    /// ZINCRBY, but null for a member that the options spare.
    static func zadd(
        _ arguments: Arguments, _ call: inout CommandCall, _ reply: inout ReplyWriter
    ) throws(ReplyError) {
        try add(ScoreUpdate(arguments, increments: false), arguments, &call, &reply)
    }

    /// Replies with the new score.
    static func zincrby(
        _ arguments: Arguments, _ call: inout CommandCall, _ reply: inout ReplyWriter
    ) throws(ReplyError) {
        try add(ScoreUpdate(arguments, increments: true), arguments, &call, &reply)
    }

    @inline(__always)
    private static func add(
        _ initial: ScoreUpdate, _ arguments: Arguments, _ call: inout CommandCall,
        _ reply: inout ReplyWriter
    ) throws(ReplyError) {
        var update = initial
        // All scores are looked at first: the command does everything, or nothing.
        let first = try score(at: update.start, of: arguments)
        var next = update.start + 2
        while next < arguments.count {
            _ = try score(at: next, of: arguments)
            next += 2
        }
        let key = arguments[1]
        if let set = try set(at: key, for: arguments[update.start + 1], update, &call) {
            let layout = call.sortedSetLayout
            var score = first
            var index = update.start
            while true {
                try set.update(arguments[index + 1], layout) { (old) throws(ReplyError) in
                    try update.newScore(score, insteadOf: old)
                }
                index += 2
                guard index < arguments.count else { break }
                score = try Self.score(at: index, of: arguments)
            }
            let changes = update.addedCount + update.changedCount
            if changes > 0 {
                call.didModify(
                    key, event: update.increments ? "zincr" : "zadd", count: changes)
            }
        }
        guard update.increments else { return reply.integer(update.count) }
        if let score = update.score { reply.double(score) } else { reply.null() }
    }

    /// Returns the set at `key`, or a new one if members are to be added.
    @inline(__always)
    static func set(
        at key: Span<UInt8>, for member: Span<UInt8>, _ update: ScoreUpdate,
        _ call: inout CommandCall
    ) throws(ReplyError) -> SortedSetObject? {
        if let set: SortedSetObject = try call.keyspace.object(at: key, .write) { return set }
        guard update.addsMembers else { return nil }
        let set = SortedSetObject(for: member, call.sortedSetLayout)
        call.keyspace.store(set, at: key)
        return set
    }

    @inline(__always)
    private static func score(
        at index: Int, of arguments: Arguments
    ) throws(ReplyError) -> Double {
        guard let score = arguments[index].parseDouble() else { throw .notADouble }
        return score
    }
}
