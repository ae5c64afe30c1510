import MartletEngine

extension BitmapCommands {
    static let fields: [CommandSpec] = [
        CommandSpec(
            .bitfield, summary: "Reads and writes integers of any width within a string.",
            run: bitfield),
        CommandSpec(
            .bitfieldRo, summary: "Reads integers of any width within a string.", run: bitfieldRo),
    ]

    /// Replies with an integer for each operation: what was read, what was there before a SET, or the
    /// sum; null for an overflow that was to fail.
    static func bitfield(
        _ arguments: Arguments, _ call: inout CommandCall, _ reply: inout ReplyWriter
    ) throws(ReplyError) {
        let key = arguments[1]
        let operations = try BitFieldOperation.parse(
            arguments, mostBytes: call.settings.protoMaxBulkLen)
        let needed = operations.lazy.map(\.neededCount).max() ?? 0
        guard needed > 0 else { return try read(operations, at: key, &call, &reply) }
        let grows = needed > (try call.keyspace.string(at: key, .write)?.count ?? 0)
        reply.array(operations.count)
        let changes = try call.keyspace.mutateString(at: key, minimumCount: needed) { bytes in
            var changes = 0
            for operation in operations {
                changes += operation.run(on: &bytes, isGrown: grows, &reply) ? 1 : 0
            }
            return changes
        }
        if changes > 0 { call.didModify(key, event: "setbit", count: changes) }
    }

    /// Replies with what was read.
    static func bitfieldRo(
        _ arguments: Arguments, _ call: inout CommandCall, _ reply: inout ReplyWriter
    ) throws(ReplyError) {
        let operations = try BitFieldOperation.parse(
            arguments, mostBytes: call.settings.protoMaxBulkLen)
        guard operations.allSatisfy({ $0.neededCount == 0 }) else {
            throw ReplyError("ERR BITFIELD_RO only supports the GET subcommand")
        }
        try read(operations, at: arguments[1], &call, &reply)
    }

    private static func read(
        _ operations: [BitFieldOperation], at key: Span<UInt8>, _ call: inout CommandCall,
        _ reply: inout ReplyWriter
    ) throws(ReplyError) {
        try call.withString(at: key) { bytes in
            reply.array(operations.count)
            for operation in operations {
                reply.integer(operation.field.value(in: bytes, at: operation.offset))
            }
        }
    }
}

extension BitFieldOperation {
    /// Runs the operation and writes its reply; returns whether that changed something. In a string
    /// that has grown for it, whatever is written counts as a change.
    fileprivate func run(
        on bytes: inout MutableSpan<UInt8>, isGrown: Bool, _ reply: inout ReplyWriter
    ) -> Bool {
        let old = field.value(in: bytes.span, at: offset)
        let new: Int?
        switch action {
        case .get:
            reply.integer(old)
            return false
        case .set(let value): new = field.fit(value, overflow: overflow)
        case .increment(let amount): new = field.sum(old, amount, overflow: overflow)
        }
        guard let new else {
            reply.null()
            return false
        }
        field.set(new, in: &bytes, at: offset)
        if case .set = action { reply.integer(old) } else { reply.integer(new) }
        return isGrown || new != old
    }
}
