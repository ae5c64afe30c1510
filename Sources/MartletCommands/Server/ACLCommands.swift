import MartletEngine

/// ACL, as far as there is only the default user.
enum ACLCommands {
    static let all: [CommandSpec] = [
        CommandSpec(
            .acl, summary: "Groups what is about users and their permissions.",
            subcommands: [
                CommandSpec(
                    .aclCat, summary: "Lists the categories, or the commands in one.",
                    run: aclCat),
                CommandSpec(.aclHelp, summary: "Lists the subcommands of ACL.", run: aclHelp),
                CommandSpec(.aclList, summary: "Lists the rules of every user.", run: aclList),
                CommandSpec(
                    .aclWhoami, summary: "Names the user of this connection.", run: aclWhoami),
            ])
    ]

    /// Replies with the names of the categories, or of the commands in one.
    static func aclCat(
        _ arguments: Arguments, _ call: inout CommandCall, _ reply: inout ReplyWriter
    ) throws(ReplyError) {
        guard arguments.count <= 3 else { throw unknownOrWrongArity(arguments) }
        var names = ACLCategories.optionNames.map { "\($0)" }
        if arguments.count == 3 {
            guard let category = ACLCategories.named(String(copying: arguments[2])) else {
                throw unknownCategory(arguments[2])
            }
            names = call.table.names(in: category)
        }
        reply.array(names.count)
        for name in names { reply.bulk(name) }
    }

    /// Replies with lines of text.
    static func aclHelp(
        _ arguments: Arguments, _ call: inout CommandCall, _ reply: inout ReplyWriter
    ) throws(ReplyError) {
        reply.help(
            of: "ACL",
            [
                "CAT [<category>]",
                "    Lists the commands of a category; without one, the categories.",
                "LIST",
                "    Lists the users, each with the rules that make it.",
                "WHOAMI",
                "    Names the user that this connection has.",
            ])
    }

    /// Replies with a line for the one user there is. It may do everything.
    static func aclList(
        _ arguments: Arguments, _ call: inout CommandCall, _ reply: inout ReplyWriter
    ) throws(ReplyError) {
        let password = call.settings.requirePass
        let secret = password.isEmpty ? "nopass" : "#\(SHA256.hexadecimal(of: password))"
        reply.array(1)
        reply.bulk("user default on \(secret) ~* &* +@all")
    }

    /// Replies with the user's name.
    static func aclWhoami(
        _ arguments: Arguments, _ call: inout CommandCall, _ reply: inout ReplyWriter
    ) throws(ReplyError) {
        reply.bulk("default")
    }

    private static func unknownCategory(_ name: Span<UInt8>) -> ReplyError {
        ReplyError(
            composing: Array("ERR Unknown category '".utf8) + Array(name.prefixOfText(.max))
                + Array("'".utf8))
    }

    private static func unknownOrWrongArity(_ arguments: Arguments) -> ReplyError {
        let text = "ERR unknown subcommand or wrong number of arguments for '"
        return ReplyError(
            composing: Array(text.utf8) + Array(arguments[1].prefixOfText(128))
                + Array("'. Try ACL HELP.".utf8))
    }
}
