import MartletEngine

extension GenericCommands {
    static let expiry: [CommandSpec] = [
        CommandSpec(.expire, summary: "Sets how many seconds a key lives.", run: expire),
        CommandSpec(.pexpire, summary: "Sets how many milliseconds a key lives.", run: pexpire),
        CommandSpec(.expireat, summary: "Sets the second until which a key lives.", run: expireat),
        CommandSpec(
            .pexpireat, summary: "Sets the millisecond until which a key lives.", run: pexpireat),
        CommandSpec(.persist, summary: "Makes a key live for ever.", run: persist),
    ]

    /// Replies with 1 if the deadline was set or the key deleted, 0 if the key is missing or the
    /// condition doesn't hold.
    static func expire(
        _ arguments: Arguments, _ call: inout CommandCall, _ reply: inout ReplyWriter
    ) throws(ReplyError) {
        try setDeadline(arguments, from: call.now, unit: 1000, "expire", &call, &reply)
    }

    /// Replies as EXPIRE does.
    static func pexpire(
        _ arguments: Arguments, _ call: inout CommandCall, _ reply: inout ReplyWriter
    ) throws(ReplyError) {
        try setDeadline(arguments, from: call.now, unit: 1, "pexpire", &call, &reply)
    }

    /// Replies as EXPIRE does.
    static func expireat(
        _ arguments: Arguments, _ call: inout CommandCall, _ reply: inout ReplyWriter
    ) throws(ReplyError) {
        try setDeadline(arguments, from: 0, unit: 1000, "expireat", &call, &reply)
    }

    /// Replies as EXPIRE does.
    static func pexpireat(
        _ arguments: Arguments, _ call: inout CommandCall, _ reply: inout ReplyWriter
    ) throws(ReplyError) {
        try setDeadline(arguments, from: 0, unit: 1, "pexpireat", &call, &reply)
    }

    /// Sets a deadline so many units of milliseconds after `start`. A key whose deadline has passed
    /// is deleted.
    private static func setDeadline(
        _ arguments: Arguments, from start: Int, unit: Int, _ command: StaticString,
        _ call: inout CommandCall, _ reply: inout ReplyWriter
    ) throws(ReplyError) {
        let condition = try ExpiryCondition(arguments.cursor(from: 3))
        let count = try arguments.integer(at: 2)
        let (product, isTooLarge) = count.multipliedReportingOverflow(by: unit)
        let (deadline, overflows) = product.addingReportingOverflow(start)
        if isTooLarge || overflows { throw .invalidExpireTime("\(command)") }

        let key = arguments[1]
        let present: Int?
        switch call.keyspace.expiry(at: key, .write) {
        case .missing: return reply.integer(0)
        case .never: present = nil
        case .at(let deadline): present = deadline
        }
        guard condition.allows(deadline, insteadOf: present) else { return reply.integer(0) }
        if deadline <= call.now {
            _ = call.keyspace.remove(key)
            call.didModify(key, event: "del")
        } else {
            call.keyspace.setDeadline(deadline, at: key)
            call.didModify(key, event: "expire")
        }
        reply.integer(1)
    }

    /// Replies with 1 if a deadline was taken away.
    static func persist(
        _ arguments: Arguments, _ call: inout CommandCall, _ reply: inout ReplyWriter
    ) throws(ReplyError) {
        let key = arguments[1]
        guard call.keyspace.contains(key, .write), call.keyspace.persist(key) else {
            return reply.integer(0)
        }
        call.didModify(key, event: "persist")
        reply.integer(1)
    }
}
