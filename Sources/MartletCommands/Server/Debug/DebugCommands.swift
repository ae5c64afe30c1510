import MartletEngine

/// What tests of a server need, and nobody else.
enum DebugCommands {
    static let all: [CommandSpec] = [
        CommandSpec(.debug, summary: "Does what tests of a server need.", run: debug)
    ]

    /// A subcommand. DEBUG is no container: `COMMAND` knows nothing of them.
    struct Subcommand: Sendable {
        let name: StaticString
        /// The counts of arguments that it accepts, both names included.
        let counts: ClosedRange<Int>
        let run: CommandHandler

        init(_ name: StaticString, _ counts: ClosedRange<Int>, run: @escaping CommandHandler) {
            self.name = name
            self.counts = counts
            self.run = run
        }
    }

    private static let subcommands =
        [Subcommand("HELP", 2...2, run: help)] + replies + switches + keys + reloading + refused

    /// Runs a subcommand.
    static func debug(
        _ arguments: Arguments, _ call: inout CommandCall, _ reply: inout ReplyWriter
    ) throws(ReplyError) {
        for subcommand in subcommands
        where subcommand.counts.contains(arguments.count)
            && arguments[1].isKeyword(subcommand.name)
        {
            return try subcommand.run(arguments, &call, &reply)
        }
        throw unknown(arguments[1])
    }

    /// Quotes a subcommand that there isn't, or not with so many arguments.
    static func unknown(_ subcommand: Span<UInt8>) -> ReplyError {
        let text = Array("ERR unknown subcommand or wrong number of arguments for '".utf8)
        return ReplyError(
            composing: text + [UInt8](subcommand.prefixOfText(128))
                + "'. Try DEBUG HELP.".utf8)
    }

    /// Replies with a line or two on each subcommand.
    private static func help(
        _ arguments: Arguments, _ call: inout CommandCall, _ reply: inout ReplyWriter
    ) throws(ReplyError) {
        reply.help(of: "DEBUG", helpLines)
    }

    private static let helpLines: [StaticString] = [
        "AOF-FLUSH-SLEEP <microsec>",
        "    Accepted; there is no append-only file that could be slowed down.",
        "CHANGE-REPL-ID",
        "    Gives the data another replication ID.",
        "CLIENT-EVICTION",
        "    Shows how clients share in maxmemory-clients.",
        "DIGEST",
        "    Replies with a fingerprint of all keys and values.",
        "DIGEST-VALUE <key> [<key> ...]",
        "    Replies with a fingerprint of each key's value.",
        "ERROR <string>",
        "    Replies with an error that reads <string>.",
        "HTSTATS <dbid>",
        "    Shows the shape of a database's hash table.",
        "HTSTATS-KEY <key>",
        "    Shows the shape of the hash table that a key holds.",
        "LISTPACK <key>",
        "    Shows the shape of a value that is stored as a listpack.",
        "LOG <message>",
        "    Writes <message> into the server's log.",
        "OBJECT <key>",
        "    Tells how a key's value is stored.",
        "PAUSE-CRON <0|1>",
        "    With 1, nothing is done that nobody asks for; 0 is the default.",
        "POPULATE <count> [<prefix>] [<size>]",
        "    Makes <count> strings called <prefix>:0, <prefix>:1, ..., each of <size> bytes.",
        "    The prefix is `key` unless another is given. Keys that are there are kept.",
        "PROTOCOL <type>",
        "    Replies with an example of a type: string, integer, double, bignum, null, array,",
        "    set, map, attrib, push, verbatim, true or false.",
        "QUICKLIST <key> [<0|1>]",
        "    Shows the shape of a value that is stored as a quicklist.",
        "QUICKLIST-PACKED-THRESHOLD <size>",
        "    Sets from which size on a list's element gets a node of its own; 0 resets it.",
        "SDSLEN <key>",
        "    Tells how long a key and its string are, and what they take.",
        "RELOAD [MERGE] [NOFLUSH]",
        "    Writes all values as to a file and reads them again.",
        "SET-ACTIVE-EXPIRE <0|1>",
        "    With 0, a key whose time is over goes only when it is met; 1 is the default.",
        "SET-DISABLE-DENY-SCRIPTS <0|1>",
        "    Accepted; no command is forbidden to scripts, as there are none.",
        "SET-SKIP-CHECKSUM-VALIDATION <0|1>",
        "    With 1, RESTORE takes payloads whose checksum is wrong; 0 is the default.",
        "SLEEP <seconds>",
        "    Stops the server for a time, which may be a fraction.",
    ]
}
