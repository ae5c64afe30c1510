import MartletEngine

extension GenericCommands {
    static let removal: [CommandSpec] = [
        CommandSpec(.del, summary: "Removes keys.", run: del),
        CommandSpec(
            .unlink, summary: "Removes keys, and frees their values at leisure.", run: unlink),
    ]

    /// Replies with the number of keys that were there.
    static func del(
        _ arguments: Arguments, _ call: inout CommandCall, _ reply: inout ReplyWriter
    ) throws(ReplyError) {
        if call.settings.lazyfreeLazyUserDel { return try unlink(arguments, &call, &reply) }
        var keys = arguments.cursor(from: 1)
        var count = 0
        while let key = keys.next() {
            guard call.keyspace.remove(key) else { continue }
            call.didModify(key, event: "del")
            count += 1
        }
        reply.integer(count)
    }

    /// Replies with the number of keys that were there.
    static func unlink(
        _ arguments: Arguments, _ call: inout CommandCall, _ reply: inout ReplyWriter
    ) throws(ReplyError) {
        var keys = arguments.cursor(from: 1)
        var count = 0
        while let key = keys.next() {
            guard let entry = call.keyspace.removeValue(at: key) else { continue }
            call.pendingFrees.add(entry)
            call.didModify(key, event: "del")
            count += 1
        }
        reply.integer(count)
    }
}
