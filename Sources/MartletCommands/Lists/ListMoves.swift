import MartletEngine

extension ListCommands {
    static let moves: [CommandSpec] = [
        CommandSpec(
            .lmove, summary: "Moves an element from an end of a list to one of another.",
            run: lmove),
        CommandSpec(
            .rpoplpush, summary: "Moves the last element of a list before the first of another.",
            run: rpoplpush),
    ]

    /// Replies with the element, null for a missing source.
    static func lmove(
        _ arguments: Arguments, _ call: inout CommandCall, _ reply: inout ReplyWriter
    ) throws(ReplyError) {
        let from = try ListEnd(arguments[3])
        let to = try ListEnd(arguments[4])
        try move(arguments, from: from, to: to, &call, &reply)
    }

    /// Replies with the element, null for a missing source.
    static func rpoplpush(
        _ arguments: Arguments, _ call: inout CommandCall, _ reply: inout ReplyWriter
    ) throws(ReplyError) {
        try move(arguments, from: .tail, to: .head, &call, &reply)
    }

    private static func move(
        _ arguments: Arguments, from: ListEnd, to: ListEnd, _ call: inout CommandCall,
        _ reply: inout ReplyWriter
    ) throws(ReplyError) {
        guard let list = try call.list(at: arguments[1], .write) else { return reply.null() }
        try call.moveElement(
            of: list, at: arguments[1], from: from, to: arguments[2], at: to, &reply)
    }
}
