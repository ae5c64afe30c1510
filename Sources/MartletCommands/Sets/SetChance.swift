import MartletEngine

/// Members that are drawn by chance.
extension SetCommands {
    static let chance: [CommandSpec] = [
        CommandSpec(.spop, summary: "Removes members that chance draws.", run: spop),
        CommandSpec(
            .srandmember, summary: "Returns members that chance draws.", run: srandmember),
    ]

    /// Replies with the member, nil for a missing set; with a count, with a set of members.
    static func spop(
        _ arguments: Arguments, _ call: inout CommandCall, _ reply: inout ReplyWriter
    ) throws(ReplyError) {
        let key = arguments[1]
        guard arguments.count == 2 else { return try spopMany(arguments, &call, &reply) }
        guard let set: SetObject = try call.keyspace.object(at: key, .write) else {
            return reply.null()
        }
        set.removeRandomMember(using: &call.random) { member in reply.bulk(member) }
        call.didRemoveMembers(of: set, at: key, event: "spop", count: 1)
    }

    private static func spopMany(
        _ arguments: Arguments, _ call: inout CommandCall, _ reply: inout ReplyWriter
    ) throws(ReplyError) {
        guard arguments.count == 3 else { throw .syntax }
        guard let count = arguments[2].parseInteger(), count >= 0 else { throw .notPositive }
        let key = arguments[1]
        guard let set: SetObject = try call.keyspace.object(at: key, .write), count > 0 else {
            return reply.set(0)
        }
        guard count < set.count else { return popAll(set, at: key, &call, &reply) }
        reply.set(count)
        if (set.count - count).multipliedReportingOverflow(by: 5).partialValue > count {
            for _ in 0..<count {
                set.removeRandomMember(using: &call.random) { member in reply.bulk(member) }
            }
        } else {
            keepRandomMembers(set.count - count, of: set, at: key, &call)
            reply.elements(of: set)
        }
        call.didModify(key, event: "spop", count: count)
    }

    /// Replies with all members, in the order that SUNION would give them, and removes the set.
    private static func popAll(
        _ set: SetObject, at key: Span<UInt8>, _ call: inout CommandCall,
        _ reply: inout ReplyWriter
    ) {
        _ = call.keyspace.contains(key, .read)
        reply.wholeSet(union(of: [set], call.setLayout))
        call.didModify(key, event: "spop", count: set.count)
        _ = call.keyspace.remove(key)
        call.didModify(key, event: "del", count: 0)
    }

    /// Leaves in the set what is popped, which is most of it, and makes a new one of the rest: if those
    /// are integers, they are kept as such again.
    private static func keepRandomMembers(
        _ count: Int, of set: SetObject, at key: Span<UInt8>, _ call: inout CommandCall
    ) {
        let kept = SetObject()
        let layout = call.setLayout
        for _ in 0..<count {
            set.removeRandomMember(using: &call.random) { member in
                _ = kept.insert(member, layout)
            }
        }
        call.keyspace.store(kept, at: key, expiry: .keep)
    }

    /// Replies with a member, nil for a missing set; with a count, with an array of members.
    static func srandmember(
        _ arguments: Arguments, _ call: inout CommandCall, _ reply: inout ReplyWriter
    ) throws(ReplyError) {
        guard arguments.count == 2 else { return try drawMany(arguments, &call, &reply) }
        guard let set: SetObject = try call.keyspace.object(at: arguments[1], .read) else {
            return reply.null()
        }
        set.withRandomMember(using: &call.random) { member in reply.bulk(member) }
    }

    private static func drawMany(
        _ arguments: Arguments, _ call: inout CommandCall, _ reply: inout ReplyWriter
    ) throws(ReplyError) {
        guard arguments.count == 3 else { throw .syntax }
        let count = try arguments.drawCount(at: 2)
        guard let set: SetObject = try call.keyspace.object(at: arguments[1], .read), count != 0
        else { return reply.array(0) }
        guard count > 1 else {
            reply.array(Int(count.magnitude))
            let limit = call.settings.clientOutputBufferLimits.normal.hard
            for _ in 0..<count.magnitude {
                set.withRandomMember(using: &call.random) { member in reply.bulk(member) }
                if reply.exceeds(limit) { return }
            }
            return
        }
        reply.array(min(count, set.count))
        if count >= set.count {
            reply.elements(of: set)
        } else if count > set.count / 3 {
            var draw = SelectionDraw(count, of: set.count)
            set.forEach { member in
                if draw.takesNext(using: &call.random) { reply.bulk(member) }
                return !draw.isOver
            }
        } else {
            drawDistinct(count, of: set, &call, &reply)
        }
    }

    /// Draws few of many members, until they are `count` different ones.
    private static func drawDistinct(
        _ count: Int, of set: SetObject, _ call: inout CommandCall, _ reply: inout ReplyWriter
    ) {
        let drawn = SetObject()
        let layout = call.setLayout
        while drawn.count < count {
            set.withRandomMember(using: &call.random) { member in
                if drawn.insert(member, layout) { reply.bulk(member) }
            }
        }
    }
}
