import MartletEngine

extension StringCommands {
    static let ranges: [CommandSpec] = [
        CommandSpec(.append, summary: "Appends to the string at a key.", run: append),
        CommandSpec(.strlen, summary: "Returns the length of the string at a key.", run: strlen),
        CommandSpec(.getrange, summary: "Returns a part of the string at a key.", run: getrange),
        CommandSpec(
            .substr, summary: "Returns a part of the string at a key, as GETRANGE does.",
            run: getrange),
        CommandSpec(
            .setrange, summary: "Overwrites a part of the string at a key.", run: setrange),
    ]

    /// Replies with the new length.
    static func append(
        _ arguments: Arguments, _ call: inout CommandCall, _ reply: inout ReplyWriter
    ) throws(ReplyError) {
        let (key, suffix) = (arguments[1], arguments[2])
        var newCount = suffix.count
        if let oldCount = try call.keyspace.string(at: key, .write)?.count {
            newCount += oldCount
            guard newCount <= call.settings.protoMaxBulkLen else { throw .stringTooLong }
            try call.keyspace.append(suffix, to: key)
        } else {
            call.storeString(argument: 2, of: arguments, at: key)
        }
        call.didModify(key, event: "append")
        reply.integer(newCount)
    }

    /// Replies with the length, 0 for a missing key.
    static func strlen(
        _ arguments: Arguments, _ call: inout CommandCall, _ reply: inout ReplyWriter
    ) throws(ReplyError) {
        reply.integer(try call.keyspace.string(at: arguments[1])?.count ?? 0)
    }

    /// Replies with the part, which is empty where there is none.
    static func getrange(
        _ arguments: Arguments, _ call: inout CommandCall, _ reply: inout ReplyWriter
    ) throws(ReplyError) {
        let first = try arguments.integer(at: 2)
        let last = try arguments.integer(at: 3)
        guard let string = try call.keyspace.string(at: arguments[1]),
            !StringRange.isReversed(first, last)
        else { return reply.bulk(Span()) }
        string.withBytes { bytes in
            let range = StringRange.clamped(from: first, through: last, count: bytes.count)
            reply.bulk(bytes.extracting(range))
        }
    }

    /// Replies with the new length. Zeros fill what was not there.
    static func setrange(
        _ arguments: Arguments, _ call: inout CommandCall, _ reply: inout ReplyWriter
    ) throws(ReplyError) {
        let (key, part) = (arguments[1], arguments[3])
        let offset = try arguments.integer(at: 2)
        guard offset >= 0 else { throw ReplyError("ERR offset is out of range") }
        let oldCount = try call.keyspace.string(at: key, .write)?.count ?? 0
        guard part.count > 0 else { return reply.integer(oldCount) }
        let (end, overflows) = offset.addingReportingOverflow(part.count)
        guard !overflows, end <= call.settings.protoMaxBulkLen else { throw .stringTooLong }
        try call.keyspace.mutateString(at: key, minimumCount: end) { bytes in
            bytes.overwrite(from: offset, with: part)
        }
        call.didModify(key, event: "setrange")
        reply.integer(max(oldCount, end))
    }
}
