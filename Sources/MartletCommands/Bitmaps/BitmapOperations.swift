import MartletEngine

extension BitmapCommands {
    static let operations: [CommandSpec] = [
        CommandSpec(
            .bitop, summary: "Combines strings bit by bit and stores the result.", run: bitop)
    ]

    /// Replies with the length of the result, which is that of the longest string.
    static func bitop(
        _ arguments: Arguments, _ call: inout CommandCall, _ reply: inout ReplyWriter
    ) throws(ReplyError) {
        let operation = try operation(arguments[1])
        let target = arguments[2]
        guard operation != nil || arguments.count == 4 else {
            throw ReplyError("ERR BITOP NOT must be called with a single source key.")
        }
        var count = 0
        for i in 3..<arguments.count {
            count = max(count, try call.keyspace.string(at: arguments[i])?.count ?? 0)
        }
        guard count > 0 else {
            if call.keyspace.clear(target) { call.didModify(target, event: "del") }
            return reply.integer(0)
        }

        let result = Blob(capacity: count)
        try call.withString(at: arguments[3], .peek) { result.append($0) }
        result.resize(to: count)
        if let operation {
            for i in 4..<arguments.count {
                try combine(operation, arguments[i], into: result, &call)
            }
        } else {
            result.withMutableBytes { Bits.invert(&$0) }
        }
        call.keyspace.setString(adopting: result, at: target, encoding: .raw)
        call.didModify(target, event: "set")
        reply.integer(count)
    }

    /// Returns nil for `NOT`.
    ///
    /// - Throws: `ReplyError.syntax`.
    private static func operation(_ name: Span<UInt8>) throws(ReplyError) -> BitOperation? {
        if name.isKeyword("AND") { return .and }
        if name.isKeyword("OR") { return .or }
        if name.isKeyword("XOR") { return .xor }
        guard name.isKeyword("NOT") else { throw .syntax }
        return nil
    }

    /// Combines the string at `key` into the result of those before it.
    private static func combine(
        _ operation: BitOperation, _ key: Span<UInt8>, into result: Blob, _ call: inout CommandCall
    ) throws(ReplyError) {
        try call.withString(at: key, .peek) { source in
            result.withMutableBytes { Bits.combine(operation, source, into: &$0) }
        }
    }
}
