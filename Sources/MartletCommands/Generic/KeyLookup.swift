import MartletEngine

extension GenericCommands {
    static let lookup: [CommandSpec] = [
        CommandSpec(.exists, summary: "Counts which of the keys are there.", run: exists),
        CommandSpec(.touch, summary: "Notes a use of keys, and counts them.", run: touch),
        CommandSpec(.type, summary: "Tells the type of a key's value.", run: type),
        CommandSpec(.randomkey, summary: "Draws a key by chance.", run: randomkey),
    ]

    /// Replies with the number of keys that are there; one that is named twice counts twice.
    static func exists(
        _ arguments: Arguments, _ call: inout CommandCall, _ reply: inout ReplyWriter
    ) throws(ReplyError) {
        var keys = arguments.cursor(from: 1)
        var count = 0
        while let key = keys.next() {
            if call.keyspace.contains(key, .glance) { count += 1 }
        }
        reply.integer(count)
    }

    /// Replies as EXISTS does.
    static func touch(
        _ arguments: Arguments, _ call: inout CommandCall, _ reply: inout ReplyWriter
    ) throws(ReplyError) {
        var keys = arguments.cursor(from: 1)
        var count = 0
        while let key = keys.next() {
            if call.keyspace.contains(key, .read) { count += 1 }
        }
        reply.integer(count)
    }

    /// Replies with the type's name, `none` for a missing key.
    static func type(
        _ arguments: Arguments, _ call: inout CommandCall, _ reply: inout ReplyWriter
    ) throws(ReplyError) {
        guard let entry = call.keyspace.entry(at: arguments[1], .glance) else {
            return reply.status("none")
        }
        reply.status(entry.kind.typeName)
    }

    /// Replies with a key, or nil if there is none.
    static func randomkey(
        _ arguments: Arguments, _ call: inout CommandCall, _ reply: inout ReplyWriter
    ) throws(ReplyError) {
        guard let key = call.keyspace.randomKey(using: &call.random) else { return reply.null() }
        reply.bulk(key.span)
    }
}
