import MartletEngine

/// Fields that are drawn by chance.
extension HashCommands {
    static let chance: [CommandSpec] = [
        CommandSpec(.hrandfield, summary: "Returns fields that chance draws.", run: hrandfield)
    ]

    /// Replies with a field, nil for a missing hash; with a count, with an array of fields; with
    /// `WITHVALUES`, with their values too: in RESP3, as pairs.
    static func hrandfield(
        _ arguments: Arguments, _ call: inout CommandCall, _ reply: inout ReplyWriter
    ) throws(ReplyError) {
        guard arguments.count == 2 else { return try drawMany(arguments, &call, &reply) }
        guard let hash: HashObject = try call.keyspace.object(at: arguments[1], .read) else {
            return reply.null()
        }
        hash.withRandomPair(using: &call.random) { field, _ in reply.bulk(field) }
    }

    private static func drawMany(
        _ arguments: Arguments, _ call: inout CommandCall, _ reply: inout ReplyWriter
    ) throws(ReplyError) {
        let count = try arguments.drawCount(at: 2)
        var options = arguments.cursor(from: 3)
        let hasValues = options.take("WITHVALUES")
        try options.finish()
        if hasValues, count.magnitude > Int.max / 2 {
            throw ReplyError("ERR value is out of range")
        }
        guard let hash: HashObject = try call.keyspace.object(at: arguments[1], .read), count != 0
        else { return reply.array(0) }

        let pairs = PairReply(hasValues: hasValues)
        if count > 1 {
            pairs.writeHead(min(count, hash.count), to: &reply)
            drawDistinct(min(count, hash.count), of: hash, pairs, &call, &reply)
            return
        }
        pairs.writeHead(Int(count.magnitude), to: &reply)
        let limit = call.settings.clientOutputBufferLimits.normal.hard
        for _ in 0..<count.magnitude {
            hash.withRandomPair(using: &call.random) { field, value in
                pairs.write(field, value, to: &reply)
            }
            if reply.exceeds(limit) { return }
        }
    }

    /// Draws different fields. Those of a packed list, and many of a table, come in its order.
    private static func drawDistinct(
        _ count: Int, of hash: HashObject, _ pairs: PairReply, _ call: inout CommandCall,
        _ reply: inout ReplyWriter
    ) {
        guard !hash.isPacked, count <= hash.count / 3 else {
            var draw = SelectionDraw(count, of: hash.count)
            return hash.forEach { field, value in
                if draw.takesNext(using: &call.random) { pairs.write(field, value, to: &reply) }
                return !draw.isOver
            }
        }
        let drawn = SetObject()
        let layout = call.setLayout
        while drawn.count < count {
            hash.withRandomPair(using: &call.random) { field, value in
                if drawn.insert(field, layout) { pairs.write(field, value, to: &reply) }
            }
        }
    }
}

/// An array of fields, with their values or without.
private struct PairReply {
    let hasValues: Bool

    /// Writes the head; `count` fields follow.
    func writeHead(_ count: Int, to reply: inout ReplyWriter) {
        reply.array(hasValues && reply.version == .two ? count * 2 : count)
    }

    func write(_ field: StringView, _ value: StringView, to reply: inout ReplyWriter) {
        guard hasValues else { return reply.bulk(field) }
        if reply.version == .three { reply.array(2) }
        reply.bulk(field)
        reply.bulk(value)
    }
}
