import MartletEngine

extension ConnectionCommands {
    static let clients: [CommandSpec] = [
        CommandSpec(
            .client, summary: "Groups what concerns the connections of clients.",
            subcommands: clientIdentity + clientListing + clientControl + clientCaching
                + [
                    CommandSpec(.clientHelp, summary: "Shows what CLIENT can do.", run: clientHelp)
                ])
    ]

    /// Replies with a line or more about each subcommand.
    static func clientHelp(
        _ arguments: Arguments, _ call: inout CommandCall, _ reply: inout ReplyWriter
    ) throws(ReplyError) {
        reply.help(
            of: "CLIENT",
            [
                "CACHING (YES|NO)",
                "    Says whether the next command's keys are tracked.",
                "GETNAME",
                "    Returns the connection's name.",
                "GETREDIR",
                "    Returns which client gets this one's notes about changed keys.",
                "ID",
                "    Returns the connection's number.",
                "INFO",
                "    Describes the connection.",
                "KILL <ip:port>",
                "    Closes the connection with this address.",
                "KILL <filter> <value> [<filter> <value> ...]",
                "    Closes the connections that every filter fits:",
                "    ADDR <ip:port>, LADDR <ip:port>: the address of either end.",
                "    ID <number>, USER <name>.",
                "    TYPE normal|master|replica|pubsub.",
                "    SKIPME yes|no: whether the one that asks is left out; yes if not said.",
                "LIST [TYPE normal|master|replica|pubsub] [ID <number> [<number> ...]]",
                "    Describes every connection, or some.",
                "NO-EVICT ON|OFF",
                "    Keeps the connection when memory for clients runs out.",
                "PAUSE <milliseconds> [WRITE|ALL]",
                "    Lets clients wait with their commands, or only with those that write.",
                "REPLY ON|OFF|SKIP",
                "    Chooses which replies the connection gets.",
                "SETNAME <name>",
                "    Names the connection.",
                "TRACKING (ON|OFF) [REDIRECT <number>] [BCAST] [PREFIX <prefix> [...]]",
                "         [OPTIN] [OPTOUT] [NOLOOP]",
                "    Tells the connection, or another, which keys change.",
                "TRACKINGINFO",
                "    Tells how the connection tracks keys.",
                "UNBLOCK <number> [TIMEOUT|ERROR]",
                "    Ends a client's wait, as if its time were over, or with an error.",
                "UNPAUSE",
                "    Ends what PAUSE began.",
            ])
    }
}
