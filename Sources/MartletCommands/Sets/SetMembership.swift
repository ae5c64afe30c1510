import MartletEngine

extension SetCommands {
    static let membership: [CommandSpec] = [
        CommandSpec(.sadd, summary: "Adds members to a set.", run: sadd),
        CommandSpec(.srem, summary: "Removes members from a set.", run: srem),
        CommandSpec(.smove, summary: "Moves a member from one set to another.", run: smove),
        CommandSpec(.sismember, summary: "Tells whether a set has a member.", run: sismember),
        CommandSpec(
            .smismember, summary: "Tells of several members whether a set has them.",
            run: smismember),
        CommandSpec(.scard, summary: "Counts the members of a set.", run: scard),
        CommandSpec(.smembers, summary: "Lists the members of a set.", run: smembers),
    ]

    /// Replies with the number of members that were not there.
    static func sadd(
        _ arguments: Arguments, _ call: inout CommandCall, _ reply: inout ReplyWriter
    ) throws(ReplyError) {
        let key = arguments[1]
        let layout = call.setLayout
        let set = try call.keyspace.object(at: key, .write) ?? call.createSet(at: key)
        var added = 0
        var members = arguments.cursor(from: 2)
        while let member = members.next() {
            if set.insert(member, layout) { added += 1 }
        }
        if added > 0 { call.didModify(key, event: "sadd", count: added) }
        reply.integer(added)
    }

    /// Replies with the number of members that were there.
    static func srem(
        _ arguments: Arguments, _ call: inout CommandCall, _ reply: inout ReplyWriter
    ) throws(ReplyError) {
        let key = arguments[1]
        guard let set: SetObject = try call.keyspace.object(at: key, .write) else {
            return reply.integer(0)
        }
        var removed = 0
        var members = arguments.cursor(from: 2)
        while set.count > 0, let member = members.next() {
            if set.remove(member) { removed += 1 }
        }
        if removed > 0 { call.didRemoveMembers(of: set, at: key, event: "srem", count: removed) }
        reply.integer(removed)
    }

    /// Replies with 1 if the member was in the first set, even if it was in the other too.
    static func smove(
        _ arguments: Arguments, _ call: inout CommandCall, _ reply: inout ReplyWriter
    ) throws(ReplyError) {
        let (source, target, member) = (arguments[1], arguments[2], arguments[3])
        let layout = call.setLayout
        // Both keys are looked up before either is looked at.
        _ = call.keyspace.contains(source, .write)
        _ = call.keyspace.contains(target, .write)
        guard let set: SetObject = try call.keyspace.object(at: source, .peek) else {
            return reply.integer(0)
        }
        let other: SetObject? = try call.keyspace.object(at: target, .peek)
        if set === other { return reply.integer(set.contains(member) ? 1 : 0) }
        guard set.remove(member) else { return reply.integer(0) }
        call.didRemoveMembers(of: set, at: source, event: "srem", count: 1)
        if (other ?? call.createSet(at: target)).insert(member, layout) {
            call.didModify(target, event: "sadd")
        }
        reply.integer(1)
    }

    /// Replies with 1 if the set has the member.
    static func sismember(
        _ arguments: Arguments, _ call: inout CommandCall, _ reply: inout ReplyWriter
    ) throws(ReplyError) {
        let set: SetObject? = try call.keyspace.object(at: arguments[1], .read)
        reply.integer(set?.contains(arguments[2]) == true ? 1 : 0)
    }

    /// Replies with 1 for each member that the set has, 0 for the others.
    static func smismember(
        _ arguments: Arguments, _ call: inout CommandCall, _ reply: inout ReplyWriter
    ) throws(ReplyError) {
        let set: SetObject? = try call.keyspace.object(at: arguments[1], .read)
        reply.array(arguments.count - 2)
        var members = arguments.cursor(from: 2)
        while let member = members.next() {
            reply.integer(set?.contains(member) == true ? 1 : 0)
        }
    }

    /// Replies with the number of members, 0 for a missing set.
    static func scard(
        _ arguments: Arguments, _ call: inout CommandCall, _ reply: inout ReplyWriter
    ) throws(ReplyError) {
        let set: SetObject? = try call.keyspace.object(at: arguments[1], .read)
        reply.integer(set?.count ?? 0)
    }

    /// Replies with the members.
    static func smembers(
        _ arguments: Arguments, _ call: inout CommandCall, _ reply: inout ReplyWriter
    ) throws(ReplyError) {
        let set: SetObject? = try call.keyspace.object(at: arguments[1], .read)
        reply.set(set?.count ?? 0)
        if let set { reply.elements(of: set) }
    }
}

extension CommandCall {
    /// Stores an empty set at `key`, where there is nothing.
    @inline(never) mutating func createSet(at key: Span<UInt8>) -> SetObject {
        let set = SetObject()
        keyspace.store(set, at: key)
        return set
    }

    /// Tells that members of the set at `key` were removed; if those were the last, the key goes.
    mutating func didRemoveMembers(
        of set: SetObject, at key: Span<UInt8>, event: StaticString, count: Int
    ) {
        didModify(key, event: event, count: count)
        guard set.count == 0 else { return }
        _ = keyspace.remove(key)
        didModify(key, event: "del", count: 0)
    }
}

extension ReplyWriter {
    /// Writes the members of a set, as bulk strings.
    mutating func elements(of set: SetObject) {
        set.forEach { member in
            bulk(member)
            return true
        }
    }
}
