import MartletEngine

/// Writing the data to a file, which the server doesn't: nothing says that it did.
enum SavingCommands {
    static let all: [CommandSpec] = [
        CommandSpec(
            .bgrewriteaof, summary: "Writes the append-only file anew, in the background.",
            run: save),
        CommandSpec(.bgsave, summary: "Saves the data in the background.", run: bgsave),
        CommandSpec(.save, summary: "Saves the data.", run: save),
    ]

    /// Replies with an error.
    static func save(
        _ arguments: Arguments, _ call: inout CommandCall, _ reply: inout ReplyWriter
    ) throws(ReplyError) {
        throw ReplyError("ERR This server doesn't save its data yet")
    }

    /// Replies with an error.
    static func bgsave(
        _ arguments: Arguments, _ call: inout CommandCall, _ reply: inout ReplyWriter
    ) throws(ReplyError) {
        var options = arguments.cursor(from: 1)
        _ = options.take("SCHEDULE")
        try options.finish()
        try save(arguments, &call, &reply)
    }
}
