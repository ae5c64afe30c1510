import MartletEngine

extension GenericCommands {
    static let migration: [CommandSpec] = [
        CommandSpec(.migrate, summary: "Moves keys to another server.", run: migrate)
    ]

    /// Replies with `NOKEY` where there is none of the keys, else with an error: the server can't
    /// connect to another as yet.
    static func migrate(
        _ arguments: Arguments, _ call: inout CommandCall, _ reply: inout ReplyWriter
    ) throws(ReplyError) {
        let keys = try migratedKeys(arguments, &call)
        // The timeout comes behind the database, and is looked at first.
        _ = try arguments.integer(at: 5)
        _ = try arguments.integer(at: 4)
        var isThere = false
        for index in keys where call.keyspace.entry(at: arguments[index], .read) != nil {
            isThere = true
        }
        guard isThere else { return reply.status("NOKEY") }
        throw ReplyError("ERR This server can't move keys to another yet")
    }

    /// Reads the options; returns the indices of the keys.
    private static func migratedKeys(
        _ arguments: Arguments, _ call: inout CommandCall
    ) throws(ReplyError) -> Range<Int> {
        var options = arguments.cursor(from: 6)
        while !options.isAtEnd {
            if options.take("COPY") || options.take("REPLACE") { continue }
            if options.remaining >= 2, options.take("AUTH") {
                let secret = options.takeIndex()
                call.hide(secret..<secret + 1)
            } else if options.remaining >= 3, options.take("AUTH2") {
                let secret = options.takeIndex()
                call.hide(secret..<options.takeIndex() + 1)
            } else if options.take("KEYS") {
                guard arguments[3].count == 0 else {
                    throw ReplyError(
                        """
                        ERR When using MIGRATE KEYS option, the key argument must be set to the \
                        empty string
                        """)
                }
                return arguments.count - options.remaining..<arguments.count
            } else {
                throw .syntax
            }
        }
        return 3..<4
    }
}
