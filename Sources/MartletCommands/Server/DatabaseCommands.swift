import MartletEngine

/// What is done with whole databases.
enum DatabaseCommands {
    static let all: [CommandSpec] = [
        CommandSpec(.dbsize, summary: "Counts the keys of the selected database.", run: dbsize),
        CommandSpec(
            .flushdb, summary: "Removes all keys from the selected database.", run: flushdb),
        CommandSpec(.flushall, summary: "Removes all keys from all databases.", run: flushall),
        CommandSpec(.swapdb, summary: "Exchanges two databases.", run: swapdb),
    ]

    /// Replies with the number of keys.
    static func dbsize(
        _ arguments: Arguments, _ call: inout CommandCall, _ reply: inout ReplyWriter
    ) throws(ReplyError) {
        reply.integer(call.keyspace.count)
    }

    /// Replies with `OK`.
    static func flushdb(
        _ arguments: Arguments, _ call: inout CommandCall, _ reply: inout ReplyWriter
    ) throws(ReplyError) {
        let isLazy = try flushesLazily(arguments, call)
        flush(call.selected, isLazy: isLazy, &call)
        call.invalidateAll(isLazy: isLazy)
        reply.ok()
    }

    /// Replies with `OK`.
    static func flushall(
        _ arguments: Arguments, _ call: inout CommandCall, _ reply: inout ReplyWriter
    ) throws(ReplyError) {
        let isLazy = try flushesLazily(arguments, call)
        for index in 0..<call.databaseCount { flush(index, isLazy: isLazy, &call) }
        call.invalidateAll(isLazy: isLazy)
        reply.ok()
    }

    /// Returns whether the memory is to be freed at leisure.
    private static func flushesLazily(
        _ arguments: Arguments, _ call: borrowing CommandCall
    ) throws(ReplyError) -> Bool {
        guard arguments.count < 3 else { throw .syntax }
        guard arguments.count == 2 else { return call.settings.lazyfreeLazyUserFlush }
        if arguments[1].isKeyword("ASYNC") { return true }
        guard arguments[1].isKeyword("SYNC") else { throw .syntax }
        return false
    }

    private static func flush(_ index: Int, isLazy: Bool, _ call: inout CommandCall) {
        call.signalEmptied(index)
        var remains: KeyspaceRemains?
        let count = call.withDatabase(index) { keyspace in
            let count = keyspace.count
            if isLazy, count > 0 {
                remains = keyspace.takeApart()
            } else {
                keyspace.removeAll()
            }
            return count
        }
        if let remains { call.pendingFrees.add(remains) }
        call.events.dirty += count
    }

    /// Replies with `OK`.
    static func swapdb(
        _ arguments: Arguments, _ call: inout CommandCall, _ reply: inout ReplyWriter
    ) throws(ReplyError) {
        guard let first = arguments[1].parseInteger(), Int32(exactly: first) != nil else {
            throw ReplyError("ERR invalid first DB index")
        }
        guard let second = arguments[2].parseInteger(), Int32(exactly: second) != nil else {
            throw ReplyError("ERR invalid second DB index")
        }
        let indices = 0..<call.databaseCount
        guard indices.contains(first), indices.contains(second) else {
            throw .databaseOutOfRange
        }
        call.swapDatabases(first, second)
        call.events.dirty += 1
        reply.ok()
    }
}
