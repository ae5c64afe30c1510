import MartletEngine

extension TransactionCommands {
    static let watching: [CommandSpec] = [
        CommandSpec(
            .watch, summary: "Makes the next transaction fail if a key changes before.",
            run: watch),
        CommandSpec(.unwatch, summary: "Forgets which keys are watched.", run: unwatch),
    ]

    /// Replies with `OK`.
    static func watch(
        _ arguments: Arguments, _ call: inout CommandCall, _ reply: inout ReplyWriter
    ) throws(ReplyError) {
        guard !call.isInTransaction else {
            throw ReplyError("ERR WATCH inside MULTI is not allowed")
        }
        var keys = arguments.cursor(from: 1)
        while let key = keys.next() { call.watch(key) }
        reply.ok()
    }

    /// Replies with `OK`. What changed before counts no longer.
    static func unwatch(
        _ arguments: Arguments, _ call: inout CommandCall, _ reply: inout ReplyWriter
    ) throws(ReplyError) {
        call.unwatch()
        reply.ok()
    }
}
