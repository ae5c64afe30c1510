import MartletEngine

extension GenericCommands {
    static let object: [CommandSpec] = [
        CommandSpec(
            .object, summary: "Groups what tells how values are kept.",
            subcommands: [
                CommandSpec(
                    .objectEncoding, summary: "Tells how a value is stored.", run: objectEncoding),
                CommandSpec(
                    .objectFreq, summary: "Tells how often a value is used.", run: objectFreq),
                CommandSpec(
                    .objectIdletime, summary: "Tells how long ago a value was last used.",
                    run: objectIdletime),
                CommandSpec(
                    .objectRefcount, summary: "Tells how many hold a value.",
                    run: objectRefcount),
                CommandSpec(.objectHelp, summary: "Explains the subcommands.", run: objectHelp),
            ])
    ]

    /// Replies with the encoding's name, nil for a missing key.
    static func objectEncoding(
        _ arguments: Arguments, _ call: inout CommandCall, _ reply: inout ReplyWriter
    ) throws(ReplyError) {
        guard let entry = call.keyspace.entry(at: arguments[2], .inspection) else {
            return reply.null()
        }
        reply.bulk("\(entry.encodingName)")
    }

    /// Replies with the counter of uses, nil for a missing key.
    static func objectFreq(
        _ arguments: Arguments, _ call: inout CommandCall, _ reply: inout ReplyWriter
    ) throws(ReplyError) {
        guard let usage = call.keyspace.entry(at: arguments[2], .inspection)?.usage else {
            return reply.null()
        }
        guard call.keyspace.usage.policy.countsFrequency else { throw .frequencyNotTracked }
        reply.integer(Int(call.keyspace.usage.frequency(usage)))
    }

    /// Replies with the seconds since the last use, nil for a missing key.
    static func objectIdletime(
        _ arguments: Arguments, _ call: inout CommandCall, _ reply: inout ReplyWriter
    ) throws(ReplyError) {
        guard let usage = call.keyspace.entry(at: arguments[2], .inspection)?.usage else {
            return reply.null()
        }
        guard !call.keyspace.usage.policy.countsFrequency else { throw .idleTimeNotTracked }
        reply.integer(call.keyspace.usage.idleSeconds(usage))
    }

    /// Replies with the number of references, nil for a missing key.
    static func objectRefcount(
        _ arguments: Arguments, _ call: inout CommandCall, _ reply: inout ReplyWriter
    ) throws(ReplyError) {
        let sharesIntegers = call.sharesIntegers
        guard let entry = call.keyspace.entry(at: arguments[2], .inspection) else {
            return reply.null()
        }
        reply.integer(entry.referenceCount(sharesIntegers: sharesIntegers))
    }

    /// Replies with a line or two on each subcommand.
    static func objectHelp(
        _ arguments: Arguments, _ call: inout CommandCall, _ reply: inout ReplyWriter
    ) throws(ReplyError) {
        reply.help(
            of: "OBJECT",
            [
                "ENCODING <key>",
                "    Tells in which encoding the value of <key> is stored.",
                "FREQ <key>",
                "    Tells how often <key> is used, on a logarithmic scale that fades with time.",
                "    Needs one of the LFU policies as maxmemory-policy.",
                "IDLETIME <key>",
                "    Tells for how many seconds <key> was neither read nor written.",
                "REFCOUNT <key>",
                "    Tells how many references to the value of <key> there are.",
            ])
    }
}
