import MartletEngine

/// COMMAND GETKEYS and GETKEYSANDFLAGS: which arguments are keys.
extension CommandCommands {
    /// Replies with the keys.
    static func commandGetkeys(
        _ arguments: Arguments, _ call: inout CommandCall, _ reply: inout ReplyWriter
    ) throws(ReplyError) {
        let keys = try keys(in: arguments.suffix(from: 2), call.table)
        reply.array(keys.count)
        for key in keys { reply.bulk(arguments[key.position + 2]) }
    }

    /// Replies with the keys, and what the command does with each.
    static func commandGetkeysandflags(
        _ arguments: Arguments, _ call: inout CommandCall, _ reply: inout ReplyWriter
    ) throws(ReplyError) {
        let keys = try keys(in: arguments.suffix(from: 2), call.table)
        reply.array(keys.count)
        for key in keys {
            reply.array(2)
            reply.bulk(arguments[key.position + 2])
            reply.statusSet(key.flags)
        }
    }

    /// Returns the keys in a command line.
    ///
    /// - Throws: The error for a command that there isn't, that has no keys, or that would refuse
    ///   its arguments.
    private static func keys(
        in arguments: Arguments, _ table: CommandTable
    ) throws(ReplyError) -> [KeyReference] {
        guard let facts = table.spec(of: arguments)?.facts else {
            throw ReplyError("ERR Invalid command specified")
        }
        guard KeySearch.mayFindKeys(of: facts) else {
            throw ReplyError("ERR The command has no key arguments")
        }
        guard facts.acceptsArgumentCount(arguments.count) else {
            throw ReplyError("ERR Invalid number of arguments specified for command")
        }
        let keys = KeySearch.keys(of: facts, in: arguments)
        guard !keys.isEmpty || facts.flags.contains(.noMandatoryKeys) else {
            throw ReplyError("ERR Invalid arguments specified for command")
        }
        return keys
    }
}
