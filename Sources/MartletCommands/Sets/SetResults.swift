import MartletEngine

/// The set operations that store what they find.
extension SetCommands {
    static let results: [CommandSpec] = [
        CommandSpec(
            .sinterstore, summary: "Stores what several sets have in common.", run: sinterstore),
        CommandSpec(
            .sunionstore, summary: "Stores what one of several sets has at least.",
            run: sunionstore),
        CommandSpec(
            .sdiffstore, summary: "Stores what a set has and others lack.", run: sdiffstore),
    ]

    /// Replies with the number of members.
    static func sinterstore(
        _ arguments: Arguments, _ call: inout CommandCall, _ reply: inout ReplyWriter
    ) throws(ReplyError) {
        let sets = try sets(arguments, 2..<arguments.count, &call)
        let result = intersection(of: sets, call.setLayout)
        // Where a set is missing, there is nothing to compute, and the key goes before the reply.
        let computes = sets.allSatisfy { $0 != nil }
        store(
            result, at: arguments[1], event: "sinterstore", removedBehindReply: computes, &call,
            &reply)
    }

    /// Replies with the number of members.
    static func sunionstore(
        _ arguments: Arguments, _ call: inout CommandCall, _ reply: inout ReplyWriter
    ) throws(ReplyError) {
        let sets = try sets(arguments, 2..<arguments.count, &call)
        let result = union(of: sets, call.setLayout)
        store(result, at: arguments[1], event: "sunionstore", &call, &reply)
    }

    /// Replies with the number of members.
    static func sdiffstore(
        _ arguments: Arguments, _ call: inout CommandCall, _ reply: inout ReplyWriter
    ) throws(ReplyError) {
        let sets = try sets(arguments, 2..<arguments.count, &call)
        let result = difference(of: sets, call.setLayout)
        store(result, at: arguments[1], event: "sdiffstore", &call, &reply)
    }

    /// Stores a set at `key`, whatever was there; one without members removes the key.
    private static func store(
        _ set: SetObject, at key: Span<UInt8>, event: StaticString,
        removedBehindReply: Bool = true, _ call: inout CommandCall, _ reply: inout ReplyWriter
    ) {
        if set.count > 0 {
            call.keyspace.store(set, at: key)
            call.didModify(key, event: event)
        } else if call.keyspace.clear(key) {
            if removedBehindReply { call.tellOwn(in: &reply, at: reply.place) }
            call.hasReplied = removedBehindReply
            call.didModify(key, event: "del")
            call.hasReplied = false
        }
        reply.integer(set.count)
    }
}
