import MartletEngine

extension ACLCommands {
    static let users: [CommandSpec] = [
        CommandSpec(.aclDeluser, summary: "Removes users.", run: aclDeluser),
        CommandSpec(
            .aclDryrun, summary: "Tells whether a user may run a command.", run: aclDryrun),
        CommandSpec(.aclGetuser, summary: "Tells what a user may do.", run: aclGetuser),
        CommandSpec(.aclList, summary: "Lists the rules of every user.", run: aclList),
        CommandSpec(.aclLoad, summary: "Reads the users from the ACL file.", run: aclFile),
        CommandSpec(.aclSave, summary: "Writes the users into the ACL file.", run: aclFile),
        CommandSpec(.aclSetuser, summary: "Makes or changes a user.", run: aclSetuser),
        CommandSpec(.aclUsers, summary: "Lists the names of the users.", run: aclUsers),
        CommandSpec(.aclWhoami, summary: "Names the user of this connection.", run: aclWhoami),
    ]

    /// Replies with the number of users that were removed: there are none that could be.
    static func aclDeluser(
        _ arguments: Arguments, _ call: inout CommandCall, _ reply: inout ReplyWriter
    ) throws(ReplyError) {
        for index in 2..<arguments.count where isDefault(arguments[index]) {
            throw ReplyError("ERR The 'default' user cannot be removed")
        }
        reply.integer(0)
    }

    /// Replies with `OK`, as the default user may run what there is.
    static func aclDryrun(
        _ arguments: Arguments, _ call: inout CommandCall, _ reply: inout ReplyWriter
    ) throws(ReplyError) {
        guard isDefault(arguments[2]) else {
            throw .quoting(arguments[2], after: "ERR User '", before: "' not found")
        }
        guard let command = call.table.spec(of: arguments.suffix(from: 3))?.facts else {
            throw .quoting(arguments[3], after: "ERR Command '", before: "' not found")
        }
        guard command.acceptsArgumentCount(arguments.count - 3) else {
            throw .wrongArity(command.fullName)
        }
        reply.ok()
    }

    /// Replies with a map of what makes the user, or with null for one that there isn't.
    static func aclGetuser(
        _ arguments: Arguments, _ call: inout CommandCall, _ reply: inout ReplyWriter
    ) throws(ReplyError) {
        guard isDefault(arguments[2]) else { return reply.null() }
        let password = call.settings.requirePass
        let flags = password.isEmpty ? ["on", "nopass"] : ["on"]
        reply.map(6)
        reply.bulk("flags")
        reply.set(flags.count)
        for flag in flags { reply.bulk(flag) }
        reply.bulk("passwords")
        reply.array(password.isEmpty ? 0 : 1)
        if !password.isEmpty { reply.bulk(SHA256.hexadecimal(of: password)) }
        for (field, rule) in [("commands", "+@all"), ("keys", "~*"), ("channels", "&*")] {
            reply.bulk(field)
            reply.bulk(rule)
        }
        reply.bulk("selectors")
        reply.array(0)
    }

    /// Replies with a line for the one user there is.
    static func aclList(
        _ arguments: Arguments, _ call: inout CommandCall, _ reply: inout ReplyWriter
    ) throws(ReplyError) {
        let password = call.settings.requirePass
        let secret = password.isEmpty ? "nopass" : "#\(SHA256.hexadecimal(of: password))"
        reply.array(1)
        reply.bulk("user default on \(secret) ~* &* +@all")
    }

    /// Replies with an error: a server with the setting `aclfile` doesn't start.
    static func aclFile(
        _ arguments: Arguments, _ call: inout CommandCall, _ reply: inout ReplyWriter
    ) throws(ReplyError) {
        throw ReplyError(
            """
            ERR This Redis instance is not configured to use an ACL file. You may want to specify \
            users via the ACL SETUSER command and then issue a CONFIG REWRITE (assuming you have \
            a Redis configuration file set) in order to store users in the Redis configuration.
            """)
    }

    /// Replies with `OK` to rules that leave the default user what it is. Others are checked as if
    /// they could be obeyed, and then refused.
    static func aclSetuser(
        _ arguments: Arguments, _ call: inout CommandCall, _ reply: inout ReplyWriter
    ) throws(ReplyError) {
        call.hide(2..<arguments.count)
        guard !arguments[2].hasBlanks else {
            throw ReplyError("ERR Usernames can't contain spaces or null characters")
        }
        let rules = try ACLRules(arguments.suffix(from: 3))
        var user = UserDraft(
            isDefault: isDefault(arguments[2]), password: call.settings.requirePass)
        for rule in rules.all { try user.obey(rule, call.table) }
        guard !user.isChanged else {
            throw ReplyError("ERR This server has no users but the default one yet")
        }
        reply.ok()
    }

    /// Replies with the name of the one user there is.
    static func aclUsers(
        _ arguments: Arguments, _ call: inout CommandCall, _ reply: inout ReplyWriter
    ) throws(ReplyError) {
        reply.array(1)
        reply.bulk("default")
    }

    /// Replies with the user's name.
    static func aclWhoami(
        _ arguments: Arguments, _ call: inout CommandCall, _ reply: inout ReplyWriter
    ) throws(ReplyError) {
        reply.bulk("default")
    }

    private static func isDefault(_ name: Span<UInt8>) -> Bool {
        name.isEqual(to: "default".utf8.span)
    }
}

extension Span<UInt8> {
    /// Whether there is a blank or a zero byte, which no name or pattern of an ACL may have.
    var hasBlanks: Bool {
        for i in indices where self[i] == 0 || self[i] == 32 || 9...13 ~= self[i] { return true }
        return false
    }
}
