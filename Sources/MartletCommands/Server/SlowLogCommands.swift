import MartletEngine

/// What tells of the commands that took long.
enum SlowLogCommands {
    static let all: [CommandSpec] = [
        CommandSpec(
            .slowlog, summary: "Groups what tells of slow commands.",
            subcommands: [
                CommandSpec(.slowlogGet, summary: "Tells the latest slow commands.", run: get),
                CommandSpec(.slowlogLen, summary: "Counts the slow commands kept.", run: len),
                CommandSpec(.slowlogReset, summary: "Forgets the slow commands.", run: reset),
                CommandSpec(.slowlogHelp, summary: "Shows what SLOWLOG can do.", run: help),
            ])
    ]

    /// Replies with an array of entries, the latest first: id, time, microseconds, the command and
    /// its arguments, address and name of the client.
    static func get(
        _ arguments: Arguments, _ call: inout CommandCall, _ reply: inout ReplyWriter
    ) throws(ReplyError) {
        guard arguments.count <= 3 else { throw .unknownSlowLogSyntax }
        var count = 10
        if arguments.count == 3 {
            guard let number = arguments[2].parseInteger(), number >= -1 else {
                throw ReplyError("ERR count should be greater than or equal to -1")
            }
            count = number == -1 ? .max : number
        }
        let entries = call.slowLog.entries.prefix(count)
        reply.array(entries.count)
        for entry in entries {
            reply.array(6)
            reply.integer(entry.id)
            reply.integer(entry.seconds)
            reply.integer(entry.microseconds)
            reply.array(entry.arguments.count)
            for argument in entry.arguments { reply.bulk(argument.span) }
            reply.bulk(entry.address)
            reply.bulk(entry.name.span)
        }
    }

    /// Replies with the number of entries.
    static func len(
        _ arguments: Arguments, _ call: inout CommandCall, _ reply: inout ReplyWriter
    ) throws(ReplyError) {
        reply.integer(call.slowLog.entries.count)
    }

    /// Replies with `OK`.
    static func reset(
        _ arguments: Arguments, _ call: inout CommandCall, _ reply: inout ReplyWriter
    ) throws(ReplyError) {
        call.slowLog.removeAll()
        reply.ok()
    }

    /// Replies with a line or more about each subcommand.
    static func help(
        _ arguments: Arguments, _ call: inout CommandCall, _ reply: inout ReplyWriter
    ) throws(ReplyError) {
        reply.help(
            of: "SLOWLOG",
            [
                "GET [<count>]",
                "    Returns the latest entries: 10 if not said, all for -1. Each tells its number,",
                "    when the command ran, how many microseconds it took, its arguments, and the",
                "    client's address and name.",
                "LEN",
                "    Returns how many entries are kept.",
                "RESET",
                "    Forgets all entries.",
            ])
    }
}

extension ReplyError {
    static var unknownSlowLogSyntax: ReplyError {
        ReplyError(
            "ERR unknown subcommand or wrong number of arguments for 'GET'. Try SLOWLOG HELP.")
    }
}
