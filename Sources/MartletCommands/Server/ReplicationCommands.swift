import MartletEngine

/// What masters and replicas say to each other. The server has no replicas as yet.
enum ReplicationCommands {
    static let all: [CommandSpec] = [
        CommandSpec(.failover, summary: "Makes a replica the master.", run: failover),
        CommandSpec(.psync, summary: "Begins to feed a replica where it was.", run: sync),
        CommandSpec(.replconf, summary: "Tells what a replica is like.", run: replconf),
        CommandSpec(.sync, summary: "Begins to feed a replica.", run: sync),
    ]

    /// Replies with an error, as there is no replica that could be the master.
    static func failover(
        _ arguments: Arguments, _ call: inout CommandCall, _ reply: inout ReplyWriter
    ) throws(ReplyError) {
        if arguments.count == 2, arguments[1].isKeyword("ABORT") {
            throw ReplyError("ERR No failover in progress.")
        }
        var (hasTimeout, hasTarget, isForced) = (false, false, false)
        var options = arguments.cursor(from: 1)
        while !options.isAtEnd {
            if !hasTimeout, options.remaining >= 2, options.take("TIMEOUT") {
                guard try options.integer() > 0 else {
                    throw ReplyError("ERR FAILOVER timeout must be greater than 0")
                }
                hasTimeout = true
            } else if !hasTarget, options.remaining >= 3, options.take("TO") {
                _ = options.takeIndex()
                _ = try options.integer()
                hasTarget = true
            } else if !isForced, options.take("FORCE") {
                isForced = true
            } else {
                throw .syntax
            }
        }
        throw ReplyError("ERR FAILOVER requires connected replicas.")
    }

    /// Replies with an error, before which nothing changes: a replica must not believe to be one.
    static func sync(
        _ arguments: Arguments, _ call: inout CommandCall, _ reply: inout ReplyWriter
    ) throws(ReplyError) {
        throw ReplyError("ERR This server can't feed replicas yet")
    }

    /// Replies with `OK` to what a replica says before it asks to be fed, which it isn't. What only
    /// replicas and masters say later gets no reply.
    static func replconf(
        _ arguments: Arguments, _ call: inout CommandCall, _ reply: inout ReplyWriter
    ) throws(ReplyError) {
        guard arguments.count % 2 == 1 else { throw .syntax }
        for index in stride(from: 1, to: arguments.count, by: 2) {
            let option = arguments[index]
            if option.isKeyword("LISTENING-PORT") {
                _ = try arguments.integer(at: index + 1)
            } else if option.isKeyword("IP-ADDRESS") {
                try checkAddress(arguments[index + 1])
            } else if option.isKeyword("RDB-ONLY") {
                let value = try arguments.integer(at: index + 1)
                guard (0...1).contains(value) else { throw .notWithin(0...1) }
            } else if option.isKeyword("RDB-FILTER-ONLY") {
                try checkFilters(arguments[index + 1])
            } else if option.isKeyword("ACK") || option.isKeyword("GETACK") {
                return
            } else if !option.isKeyword("CAPA") {
                throw .quoting(option, after: "ERR Unrecognized REPLCONF option: ", before: "")
            }
        }
        reply.ok()
    }

    private static func checkAddress(_ address: Span<UInt8>) throws(ReplyError) {
        guard address.count < 256 else {
            throw ReplyError(
                composing:
                    "ERR REPLCONF ip-address provided by replica instance is too long: "
                    + "\(address.count) bytes")
        }
    }

    private static func checkFilters(_ text: Span<UInt8>) throws(ReplyError) {
        guard let filters = SplitArguments(text) else {
            throw ReplyError("ERR Missing rdb-filter-only values")
        }
        for index in 0..<filters.count where !filters[index].isKeyword("FUNCTIONS") {
            throw .quoting(
                filters[index], after: "ERR Unsupported rdb-filter-only option: ", before: "")
        }
    }
}
