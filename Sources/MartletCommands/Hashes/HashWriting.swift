import MartletEngine

extension HashCommands {
    static let writing: [CommandSpec] = [
        CommandSpec(.hset, summary: "Sets fields of a hash.", run: hset),
        CommandSpec(.hmset, summary: "Sets fields of a hash, as HSET does.", run: hmset),
        CommandSpec(
            .hsetnx, summary: "Sets a field of a hash that it doesn't have yet.", run: hsetnx),
        CommandSpec(.hdel, summary: "Removes fields of a hash.", run: hdel),
    ]

    /// Replies with the number of fields that are new.
    static func hset(
        _ arguments: Arguments, _ call: inout CommandCall, _ reply: inout ReplyWriter
    ) throws(ReplyError) {
        reply.integer(try setFields(arguments, "hset", &call))
    }

    /// Replies with `OK`.
    static func hmset(
        _ arguments: Arguments, _ call: inout CommandCall, _ reply: inout ReplyWriter
    ) throws(ReplyError) {
        _ = try setFields(arguments, "hmset", &call)
        reply.ok()
    }

    /// Sets the fields; returns how many are new.
    @inline(__always)
    private static func setFields(
        _ arguments: Arguments, _ command: StaticString, _ call: inout CommandCall
    ) throws(ReplyError) -> Int {
        guard arguments.count % 2 == 0 else { throw .wrongArity("\(command)") }
        let key = arguments[1]
        let layout = call.hashLayout
        let hash = try call.keyspace.object(at: key, .write) ?? call.createHash(at: key)
        var added = 0
        for index in stride(from: 2, to: arguments.count, by: 2) {
            let isNew =
                if let value = call.largeArgument(at: index + 1) {
                    hash.set(arguments[index], adopting: value, layout)
                } else {
                    hash.set(arguments[index], arguments[index + 1], layout)
                }
            if isNew { added += 1 }
        }
        call.didModify(key, event: "hset", count: (arguments.count - 2) / 2)
        return added
    }

    /// Replies with 1 if the field was set, 0 if it was there.
    static func hsetnx(
        _ arguments: Arguments, _ call: inout CommandCall, _ reply: inout ReplyWriter
    ) throws(ReplyError) {
        let (key, field) = (arguments[1], arguments[2])
        let layout = call.hashLayout
        let hash = try call.keyspace.object(at: key, .write) ?? call.createHash(at: key)
        guard !hash.contains(field) else { return reply.integer(0) }
        hash.set(field, arguments[3], layout)
        call.didModify(key, event: "hset")
        reply.integer(1)
    }

    /// Replies with the number of fields that were there. With the last one goes the key.
    static func hdel(
        _ arguments: Arguments, _ call: inout CommandCall, _ reply: inout ReplyWriter
    ) throws(ReplyError) {
        let key = arguments[1]
        guard let hash: HashObject = try call.keyspace.object(at: key, .write) else {
            return reply.integer(0)
        }
        var removed = 0
        var fields = arguments.cursor(from: 2)
        while hash.count > 0, let field = fields.next() {
            if hash.remove(field) { removed += 1 }
        }
        if removed > 0 { call.didModify(key, event: "hdel", count: removed) }
        if hash.count == 0 {
            _ = call.keyspace.remove(key)
            call.didModify(key, event: "del", count: 0)
        }
        reply.integer(removed)
    }
}

extension CommandCall {
    /// Stores an empty hash at `key`, where there is nothing.
    @inline(never) mutating func createHash(at key: Span<UInt8>) -> HashObject {
        let hash = HashObject()
        keyspace.store(hash, at: key)
        return hash
    }
}
