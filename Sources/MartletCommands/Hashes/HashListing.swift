import MartletEngine

/// What a hash holds, as a whole.
extension HashCommands {
    static let listing: [CommandSpec] = [
        CommandSpec(.hgetall, summary: "Lists the fields and values of a hash.", run: hgetall),
        CommandSpec(.hkeys, summary: "Lists the fields of a hash.", run: hkeys),
        CommandSpec(.hvals, summary: "Lists the values of a hash.", run: hvals),
    ]

    /// Replies with a map of the fields.
    static func hgetall(
        _ arguments: Arguments, _ call: inout CommandCall, _ reply: inout ReplyWriter
    ) throws(ReplyError) {
        let hash: HashObject? = try call.keyspace.object(at: arguments[1], .read)
        reply.map(hash?.count ?? 0)
        hash?.forEach { field, value in
            reply.bulk(field)
            reply.bulk(value)
            return true
        }
    }

    /// Replies with an array of the fields.
    static func hkeys(
        _ arguments: Arguments, _ call: inout CommandCall, _ reply: inout ReplyWriter
    ) throws(ReplyError) {
        let hash: HashObject? = try call.keyspace.object(at: arguments[1], .read)
        reply.array(hash?.count ?? 0)
        hash?.forEach { field, _ in
            reply.bulk(field)
            return true
        }
    }

    /// Replies with an array of the values.
    static func hvals(
        _ arguments: Arguments, _ call: inout CommandCall, _ reply: inout ReplyWriter
    ) throws(ReplyError) {
        let hash: HashObject? = try call.keyspace.object(at: arguments[1], .read)
        reply.array(hash?.count ?? 0)
        hash?.forEach { _, value in
            reply.bulk(value)
            return true
        }
    }
}
