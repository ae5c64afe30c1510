import MartletEngine

/// COMMAND: what the server tells of its commands.
enum CommandCommands {
    static let all: [CommandSpec] = [
        CommandSpec(
            .command, summary: "Describes every command.",
            subcommands: [
                CommandSpec(
                    .commandCount, summary: "Tells how many commands there are.",
                    run: commandCount),
                CommandSpec(
                    .commandDocs, summary: "Documents commands, for people.", run: commandDocs),
                CommandSpec(
                    .commandGetkeys, summary: "Finds the keys in a command line.",
                    run: commandGetkeys),
                CommandSpec(
                    .commandGetkeysandflags,
                    summary: "Finds the keys in a command line, and what is done with each.",
                    run: commandGetkeysandflags),
                CommandSpec(
                    .commandHelp, summary: "Lists the subcommands of COMMAND.", run: commandHelp),
                CommandSpec(
                    .commandInfo, summary: "Describes commands, for clients.", run: commandInfo),
                CommandSpec(
                    .commandList, summary: "Lists the names of commands.", run: commandList),
            ], run: commandInfo)
    ]

    /// Replies with the number of commands, subcommands not counted.
    static func commandCount(
        _ arguments: Arguments, _ call: inout CommandCall, _ reply: inout ReplyWriter
    ) throws(ReplyError) {
        reply.integer(call.table.specs.count)
    }

    /// Replies with lines of text.
    static func commandHelp(
        _ arguments: Arguments, _ call: inout CommandCall, _ reply: inout ReplyWriter
    ) throws(ReplyError) {
        reply.help(
            of: "COMMAND",
            [
                "(without a subcommand)",
                "    Describes every command, as INFO does.",
                "COUNT",
                "    Tells how many commands the server has.",
                "LIST [FILTERBY MODULE <name> | ACLCAT <category> | PATTERN <pattern>]",
                "    Lists the names of the commands, or of those that the filter lets through.",
                "INFO [<command> ...]",
                "    Tells what a client has to know of commands: how many arguments they take,",
                "    which of them are keys, and their flags.",
                "    Without names, it tells of all.",
                "DOCS [<command> ...]",
                "    Tells what a person wants to know of commands: what they do and since when,",
                "    what they cost, and what each argument is.",
                "    Without names, it tells of all.",
                "GETKEYS <command> <argument> [<argument> ...]",
                "    Lists the arguments that are keys.",
                "GETKEYSANDFLAGS <command> <argument> [<argument> ...]",
                "    Lists the arguments that are keys, each with what the command does with it.",
            ])
    }
}

// MARK: - COMMAND LIST

extension CommandCommands {
    /// Replies with the names of commands and subcommands.
    static func commandList(
        _ arguments: Arguments, _ call: inout CommandCall, _ reply: inout ReplyWriter
    ) throws(ReplyError) {
        let names = try names(in: call.table, arguments)
        reply.array(names.count)
        for name in names { reply.bulk(name) }
    }

    private static func names(
        in table: CommandTable, _ arguments: Arguments
    ) throws(ReplyError) -> [String] {
        var options = arguments.cursor(from: 2)
        guard !options.isAtEnd else { return table.rows.map(\.fullName) }
        guard options.take("FILTERBY") else { throw .syntax }
        if options.take("MODULE") {
            _ = try options.bytes()
            try options.finish()
            return []
        }
        if options.take("ACLCAT") {
            let name = String(copying: try options.bytes())
            try options.finish()
            guard let category = ACLCategories.named(name) else { return [] }
            return table.names(in: category)
        }
        guard options.take("PATTERN") else { throw .syntax }
        let glob = Glob(try options.bytes(), ignoringCase: true)
        try options.finish()
        var names: [String] = []
        for row in table.rows where glob.matches(row.fullName.utf8.span) {
            names.append(row.fullName)
        }
        return names
    }
}

extension CommandTable {
    /// Returns the full names of the commands in a category, subcommands among them.
    func names(in category: ACLCategories) -> [String] {
        rows.filter { $0.categories.contains(category) }.map(\.fullName)
    }
}
