import MartletEngine

/// ACL, as far as there is only the default user, who may do everything.
enum ACLCommands {
    static let all: [CommandSpec] = [
        CommandSpec(
            .acl, summary: "Groups what is about users and their permissions.",
            subcommands: categories + users + log)
    ]

    static let categories: [CommandSpec] = [
        CommandSpec(
            .aclCat, summary: "Lists the categories, or the commands in one.", run: aclCat),
        CommandSpec(.aclHelp, summary: "Lists the subcommands of ACL.", run: aclHelp),
        CommandSpec(
            .aclGenpass, summary: "Makes up a password that nobody can guess.", run: aclGenpass),
    ]

    /// Replies with the names of the categories, or of the commands in one.
    static func aclCat(
        _ arguments: Arguments, _ call: inout CommandCall, _ reply: inout ReplyWriter
    ) throws(ReplyError) {
        guard arguments.count <= 3 else { throw .unknownACLSyntax(arguments) }
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

    /// Replies with so many random bits in hexadecimal digits: 256, unless told.
    static func aclGenpass(
        _ arguments: Arguments, _ call: inout CommandCall, _ reply: inout ReplyWriter
    ) throws(ReplyError) {
        guard arguments.count <= 3 else { throw .unknownACLSyntax(arguments) }
        let bits = arguments.count == 3 ? try arguments.integer(at: 2) : 256
        guard (1...4096).contains(bits) else {
            throw ReplyError(
                """
                ERR ACL GENPASS argument must be the number of bits for the output password, \
                a positive number up to 4096
                """)
        }
        reply.bulk(RandomSource.secret(count: (bits + 3) / 4))
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
                "DELUSER <username> [<username> ...]",
                "    Removes users.",
                "DRYRUN <username> <command> [<argument> ...]",
                "    Tells whether a user may run a command, which isn't run.",
                "GETUSER <username>",
                "    Tells what a user may do.",
                "GENPASS [<bits>]",
                "    Makes up a password of so many random bits: 256, unless told.",
                "LIST",
                "    Lists the users, each with the rules that make it.",
                "LOAD",
                "    Reads the users from the ACL file.",
                "LOG [<count> | RESET]",
                "    Tells who was refused lately, or forgets it.",
                "SAVE",
                "    Writes the users into the ACL file.",
                "SETUSER <username> [<rule> ...]",
                "    Makes or changes a user.",
                "USERS",
                "    Lists the names of the users.",
                "WHOAMI",
                "    Names the user that this connection has.",
            ])
    }

    private static func unknownCategory(_ name: Span<UInt8>) -> ReplyError {
        .quoting(name, after: "ERR Unknown category '", before: "'")
    }
}

extension ReplyError {
    /// The error of an ACL subcommand that has more arguments than it can have.
    static func unknownACLSyntax(_ arguments: Arguments) -> ReplyError {
        .quoting(
            arguments[1].prefixOfText(128),
            after: "ERR unknown subcommand or wrong number of arguments for '",
            before: "'. Try ACL HELP.")
    }

    /// Makes an error that quotes what the client sent, up to the first zero byte.
    static func quoting(_ text: Span<UInt8>, after head: String, before tail: String) -> ReplyError
    {
        ReplyError(
            composing: Array(head.utf8) + [UInt8](text.prefixOfText(.max)) + Array(tail.utf8))
    }
}
