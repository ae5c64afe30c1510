import MartletEngine

extension StringCommands {
    static let lifetimes: [CommandSpec] = [
        CommandSpec(
            .setex, summary: "Stores a string that expires after some seconds.", run: setex),
        CommandSpec(
            .psetex, summary: "Stores a string that expires after some milliseconds.", run: psetex),
        CommandSpec(
            .getex, summary: "Returns a string and changes when its key expires.", run: getex),
    ]

    static func setex(
        _ arguments: Arguments, _ call: inout CommandCall, _ reply: inout ReplyWriter
    ) throws(ReplyError) {
        let deadline = try Deadline.parse(
            arguments[2], .seconds, now: call.now, command: "setex")
        store(arguments, deadline: deadline, &call, &reply)
    }

    static func psetex(
        _ arguments: Arguments, _ call: inout CommandCall, _ reply: inout ReplyWriter
    ) throws(ReplyError) {
        let deadline = try Deadline.parse(
            arguments[2], .milliseconds, now: call.now, command: "psetex")
        store(arguments, deadline: deadline, &call, &reply)
    }

    private static func store(
        _ arguments: Arguments, deadline: Int, _ call: inout CommandCall,
        _ reply: inout ReplyWriter
    ) {
        let key = arguments[1]
        call.storeString(argument: 3, of: arguments, at: key, expiry: .at(deadline))
        call.didModify(key, event: "set")
        call.didModify(key, event: "expire", count: 0)
        reply.ok()
    }

    /// Replies with the string, or null if there is no key; then a wrong time isn't noticed.
    static func getex(
        _ arguments: Arguments, _ call: inout CommandCall, _ reply: inout ReplyWriter
    ) throws(ReplyError) {
        let key = arguments[1]
        let options = try StringOptions(arguments, from: 2, of: .getex)
        guard try call.keyspace.string(at: key)?.count != nil else { return reply.null() }
        let deadline = try options.deadline(arguments, now: call.now, command: "getex")
        if let value = try call.keyspace.string(at: key, .peek) { reply.bulk(value) }
        if let deadline {
            if options.isMoment, deadline <= call.now {
                _ = call.keyspace.remove(key)
                call.didModify(key, event: "del")
            } else {
                call.keyspace.setDeadline(deadline, at: key)
                call.didModify(key, event: "expire")
            }
        } else if options.lifetime == .persist, call.keyspace.persist(key) {
            call.didModify(key, event: "persist")
        }
    }
}
