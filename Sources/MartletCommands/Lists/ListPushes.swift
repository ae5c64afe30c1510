import MartletEngine

extension ListCommands {
    static let pushes: [CommandSpec] = [
        CommandSpec(.lpush, summary: "Adds elements before the first of a list.", run: lpush),
        CommandSpec(.rpush, summary: "Adds elements behind the last of a list.", run: rpush),
        CommandSpec(
            .lpushx, summary: "Adds elements before the first of a list that is there.",
            run: lpushx),
        CommandSpec(
            .rpushx, summary: "Adds elements behind the last of a list that is there.",
            run: rpushx),
    ]

    /// Replies with the new length.
    static func lpush(
        _ arguments: Arguments, _ call: inout CommandCall, _ reply: inout ReplyWriter
    ) throws(ReplyError) {
        let list = try call.listToPush(at: arguments[1])
        push(arguments, to: list, at: .head, &call, &reply)
    }

    /// Replies with the new length.
    static func rpush(
        _ arguments: Arguments, _ call: inout CommandCall, _ reply: inout ReplyWriter
    ) throws(ReplyError) {
        let list = try call.listToPush(at: arguments[1])
        push(arguments, to: list, at: .tail, &call, &reply)
    }

    /// Replies with the new length, 0 for a missing key.
    static func lpushx(
        _ arguments: Arguments, _ call: inout CommandCall, _ reply: inout ReplyWriter
    ) throws(ReplyError) {
        guard let list = try call.list(at: arguments[1], .write) else { return reply.integer(0) }
        push(arguments, to: list, at: .head, &call, &reply)
    }

    /// Replies with the new length, 0 for a missing key.
    static func rpushx(
        _ arguments: Arguments, _ call: inout CommandCall, _ reply: inout ReplyWriter
    ) throws(ReplyError) {
        guard let list = try call.list(at: arguments[1], .write) else { return reply.integer(0) }
        push(arguments, to: list, at: .tail, &call, &reply)
    }

    @inline(__always)
    private static func push(
        _ arguments: Arguments, to list: ListObject, at end: ListEnd,
        _ call: inout CommandCall, _ reply: inout ReplyWriter
    ) {
        let newCount = list.push(
            arguments.cursor(from: 2), at: end, plainFrom: call.quicklistPackedThreshold)
        call.didModify(arguments[1], event: end.pushEvent, count: arguments.count - 2)
        reply.integer(newCount)
    }
}
