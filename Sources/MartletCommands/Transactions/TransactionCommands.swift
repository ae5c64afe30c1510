import MartletEngine

/// Commands that make others run as one.
enum TransactionCommands {
    static let all = queueing + watching

    static let queueing: [CommandSpec] = [
        CommandSpec(
            .multi, summary: "Begins a transaction, for which commands are queued.", run: multi),
        CommandSpec(.exec, summary: "Runs the commands queued, as one.", run: exec),
        CommandSpec(.discard, summary: "Forgets the commands queued.", run: discard),
    ]

    /// Replies with `OK`; the commands that follow get `QUEUED`.
    static func multi(
        _ arguments: Arguments, _ call: inout CommandCall, _ reply: inout ReplyWriter
    ) throws(ReplyError) {
        try call.beginTransaction()
        reply.ok()
    }

    /// Replies with an array of what each command replies with; with null if a key that the client
    /// watches changed.
    static func exec(
        _ arguments: Arguments, _ call: inout CommandCall, _ reply: inout ReplyWriter
    ) throws(ReplyError) {
        try call.executeTransaction(&reply)
    }

    /// Replies with `OK`. Watches end too.
    static func discard(
        _ arguments: Arguments, _ call: inout CommandCall, _ reply: inout ReplyWriter
    ) throws(ReplyError) {
        guard call.isInTransaction else { throw ReplyError("ERR DISCARD without MULTI") }
        call.discardTransaction()
        reply.ok()
    }
}
