import MartletEngine

extension GenericCommands {
    static let moves: [CommandSpec] = [
        CommandSpec(.rename, summary: "Gives a key another name.", run: rename),
        CommandSpec(
            .renamenx, summary: "Gives a key another name that isn't taken.", run: renamenx),
        CommandSpec(.copy, summary: "Copies a key's value to another key.", run: copy),
        CommandSpec(.move, summary: "Moves a key to another database.", run: move),
    ]

    /// Replies with `OK`.
    static func rename(
        _ arguments: Arguments, _ call: inout CommandCall, _ reply: inout ReplyWriter
    ) throws(ReplyError) {
        let (key, newKey) = (arguments[1], arguments[2])
        guard call.keyspace.contains(key, .write) else { throw .noSuchKey }
        if !key.isEqual(to: newKey) { rename(key, to: newKey, &call) }
        reply.ok()
    }

    /// Replies with 1 if the key was renamed, 0 if the other is there.
    static func renamenx(
        _ arguments: Arguments, _ call: inout CommandCall, _ reply: inout ReplyWriter
    ) throws(ReplyError) {
        let (key, newKey) = (arguments[1], arguments[2])
        guard call.keyspace.contains(key, .write) else { throw .noSuchKey }
        guard !call.keyspace.contains(newKey, .write) else { return reply.integer(0) }
        rename(key, to: newKey, &call)
        reply.integer(1)
    }

    private static func rename(
        _ key: Span<UInt8>, to newKey: Span<UInt8>, _ call: inout CommandCall
    ) {
        _ = call.keyspace.rename(key, to: newKey)
        call.didModify(key, event: "rename_from")
        call.didModify(newKey, event: "rename_to", count: 0)
    }

    /// Replies with 1 if the value was copied, 0 if there is none or the other key is there.
    static func copy(
        _ arguments: Arguments, _ call: inout CommandCall, _ reply: inout ReplyWriter
    ) throws(ReplyError) {
        let (key, newKey) = (arguments[1], arguments[2])
        var index = call.selected
        var replaces = false
        var options = arguments.cursor(from: 3)
        while !options.isAtEnd {
            if options.take("REPLACE") {
                replaces = true
            } else if options.remaining > 1, options.take("DB") {
                index = try call.databaseIndex(try options.bytes())
            } else {
                throw .syntax
            }
        }
        if index == call.selected, key.isEqual(to: newKey) { throw .sameObject }
        guard call.keyspace.contains(key, .read) else { return reply.integer(0) }
        let isTaken = call.withDatabase(index) { keyspace in keyspace.contains(newKey, .write) }
        guard replaces || !isTaken else { return reply.integer(0) }
        if index == call.selected {
            _ = call.keyspace.copy(key, to: newKey)
        } else {
            call.withDatabases(selectedAnd: index) { keyspace, other in
                _ = keyspace.copy(key, to: newKey, in: &other)
            }
        }
        call.didModify(newKey, in: index, event: "copy_to")
        reply.integer(1)
    }

    /// Replies with 1 if the key was moved, 0 if it is missing here or there already.
    static func move(
        _ arguments: Arguments, _ call: inout CommandCall, _ reply: inout ReplyWriter
    ) throws(ReplyError) {
        let key = arguments[1]
        let index = try call.databaseIndex(arguments[2])
        guard index != call.selected else { throw .sameObject }
        guard call.keyspace.contains(key, .write) else { return reply.integer(0) }
        let isMoved = call.withDatabases(selectedAnd: index) { keyspace, other in
            !other.contains(key, .write) && keyspace.move(key, to: &other)
        }
        guard isMoved else { return reply.integer(0) }
        call.didModify(key, event: "move_from")
        call.didModify(key, in: index, event: "move_to", count: 0)
        reply.integer(1)
    }
}
