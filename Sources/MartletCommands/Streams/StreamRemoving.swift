import MartletEngine

extension StreamCommands {
    static let removing: [CommandSpec] = [
        CommandSpec(.xdel, summary: "Removes entries by their ids.", run: xdel),
        CommandSpec(.xtrim, summary: "Removes entries from the beginning.", run: xtrim),
    ]

    /// Replies with the number of entries that were removed. The stream stays, be it empty.
    static func xdel(
        _ arguments: Arguments, _ call: inout CommandCall, _ reply: inout ReplyWriter
    ) throws(ReplyError) {
        guard let stream = try call.stream(at: arguments[1], .write) else {
            return reply.integer(0)
        }
        let ids = try arguments.streamIDs(from: 2)
        let removed = stream.log.remove(ids)
        if removed > 0 { call.didModify(arguments[1], event: "xdel", count: removed) }
        reply.integer(removed)
    }

    /// Replies with the number of entries that were removed, 0 for a missing key.
    static func xtrim(
        _ arguments: Arguments, _ call: inout CommandCall, _ reply: inout ReplyWriter
    ) throws(ReplyError) {
        let options = try StreamOptions(
            trimming: arguments, nodeEntries: call.settings.streamNodeMaxEntries)
        guard let stream = try call.stream(at: arguments[1], .write), let trim = options.trim else {
            return reply.integer(0)
        }
        let removed = stream.log.trim(trim)
        if removed > 0 { call.didModify(arguments[1], event: "xtrim", count: removed) }
        reply.integer(removed)
    }
}
