import MartletEngine

extension HashCommands {
    static let reading: [CommandSpec] = [
        CommandSpec(.hget, summary: "Returns the value of a field.", run: hget),
        CommandSpec(.hmget, summary: "Returns the values of several fields.", run: hmget),
        CommandSpec(.hexists, summary: "Tells whether a hash has a field.", run: hexists),
        CommandSpec(.hlen, summary: "Counts the fields of a hash.", run: hlen),
        CommandSpec(.hstrlen, summary: "Returns the length of a field's value.", run: hstrlen),
    ]

    /// Replies with the value, or null if there is no such field.
    static func hget(
        _ arguments: Arguments, _ call: inout CommandCall, _ reply: inout ReplyWriter
    ) throws(ReplyError) {
        guard let hash: HashObject = try call.keyspace.object(at: arguments[1], .read) else {
            return reply.null()
        }
        hash.withValue(of: arguments[2]) { value in reply.bulkOrNull(value) }
    }

    /// Replies with the values, null for each field that isn't there.
    static func hmget(
        _ arguments: Arguments, _ call: inout CommandCall, _ reply: inout ReplyWriter
    ) throws(ReplyError) {
        let hash: HashObject? = try call.keyspace.object(at: arguments[1], .read)
        reply.array(arguments.count - 2)
        var fields = arguments.cursor(from: 2)
        while let field = fields.next() {
            if let hash {
                hash.withValue(of: field) { value in reply.bulkOrNull(value) }
            } else {
                reply.null()
            }
        }
    }

    /// Replies with 1 if the hash has the field.
    static func hexists(
        _ arguments: Arguments, _ call: inout CommandCall, _ reply: inout ReplyWriter
    ) throws(ReplyError) {
        let hash: HashObject? = try call.keyspace.object(at: arguments[1], .read)
        reply.integer(hash?.contains(arguments[2]) == true ? 1 : 0)
    }

    /// Replies with the number of fields, 0 for a missing hash.
    static func hlen(
        _ arguments: Arguments, _ call: inout CommandCall, _ reply: inout ReplyWriter
    ) throws(ReplyError) {
        let hash: HashObject? = try call.keyspace.object(at: arguments[1], .read)
        reply.integer(hash?.count ?? 0)
    }

    /// Replies with the length, 0 if there is no such field.
    static func hstrlen(
        _ arguments: Arguments, _ call: inout CommandCall, _ reply: inout ReplyWriter
    ) throws(ReplyError) {
        let hash: HashObject? = try call.keyspace.object(at: arguments[1], .read)
        reply.integer(hash?.withValue(of: arguments[2]) { value in value?.count ?? 0 } ?? 0)
    }
}

extension ReplyWriter {
    /// Writes a string as a bulk string, or null for nil.
    @inline(__always) mutating func bulkOrNull(_ string: StringView?) {
        if let string { bulk(string) } else { null() }
    }
}
