import MartletEngine

extension StreamCommands {
    static let information: [CommandSpec] = [
        CommandSpec(
            .xinfo, summary: "Groups what tells of streams.",
            subcommands: [
                CommandSpec(
                    .xinfoStream, summary: "Tells of a stream, and in full of its groups.",
                    run: xinfoStream),
                CommandSpec(
                    .xinfoGroups, summary: "Tells of the groups of a stream.", run: xinfoGroups),
                CommandSpec(
                    .xinfoConsumers, summary: "Tells of the consumers of a group.",
                    run: xinfoConsumers),
                CommandSpec(.xinfoHelp, summary: "Explains the subcommands.", run: xinfoHelp),
            ])
    ]

    /// Replies with a map of figures, the first and the last entry; in full with more entries and all
    /// about the groups.
    static func xinfoStream(
        _ arguments: Arguments, _ call: inout CommandCall, _ reply: inout ReplyWriter
    ) throws(ReplyError) {
        guard let stream = try call.stream(at: arguments[2], .read) else { throw .noSuchKey }
        guard arguments.count > 3 else { return describe(stream, &reply) }
        let limit = try limitOfFull(arguments)
        StreamDescription(stream: stream, limit: limit).write(to: &reply)
    }

    /// Returns how many entries of each kind `FULL` is to list; nil for all.
    private static func limitOfFull(_ arguments: Arguments) throws(ReplyError) -> Int? {
        let count = arguments.count - 3
        guard count == 1 || count == 3, arguments[3].isKeyword("FULL"),
            count == 1 || arguments[4].isKeyword("COUNT")
        else { throw .subcommandSyntax(arguments[1], of: "XINFO") }
        let limit = count == 1 ? -1 : try arguments.integer(at: 5)
        return limit < 0 ? StreamDescription.usualLimit : limit == 0 ? nil : limit
    }

    private static func describe(_ stream: StreamObject, _ reply: inout ReplyWriter) {
        reply.map(10)
        reply.figures(of: stream)
        reply.bulk("groups")
        reply.integer(stream.groups.count)
        reply.bulk("first-entry")
        let range = StreamRange(first: .zero, last: .greatest)
        var isFound = false
        stream.log.forEach(from: range.first, through: range.last) { entry in
            reply.entry(entry)
            isFound = true
            return false
        }
        if !isFound { reply.null() }
        reply.bulk("last-entry")
        stream.log.forEachReversed(from: range.last, through: range.first) { entry in
            reply.entry(entry)
            return false
        }
        if !isFound { reply.null() }
    }

    /// Replies with a map of figures for each group.
    static func xinfoGroups(
        _ arguments: Arguments, _ call: inout CommandCall, _ reply: inout ReplyWriter
    ) throws(ReplyError) {
        guard let stream = try call.stream(at: arguments[2], .read) else { throw .noSuchKey }
        reply.array(stream.groups.count)
        for group in stream.groups.all {
            reply.map(6)
            reply.bulk("name")
            reply.bulk(group.name)
            reply.bulk("consumers")
            reply.integer(group.consumers.count)
            reply.bulk("pending")
            reply.integer(group.pendingCount)
            reply.progress(of: group, in: stream)
        }
    }

    /// Replies with a map of figures for each consumer.
    static func xinfoConsumers(
        _ arguments: Arguments, _ call: inout CommandCall, _ reply: inout ReplyWriter
    ) throws(ReplyError) {
        guard let stream = try call.stream(at: arguments[2], .read) else { throw .noSuchKey }
        guard let group = stream.groups[arguments[3]] else {
            throw .noGroup(arguments[3], inStreamAt: arguments[2])
        }
        let now = call.clock.wallMilliseconds
        reply.array(group.consumers.count)
        for consumer in group.consumers.all {
            reply.map(3)
            reply.bulk("name")
            reply.bulk(consumer.name)
            reply.bulk("pending")
            reply.integer(consumer.pendingCount)
            reply.bulk("idle")
            reply.integer(max(0, now &- consumer.seenAt))
        }
    }

    /// Replies with a line or two on each subcommand.
    static func xinfoHelp(
        _ arguments: Arguments, _ call: inout CommandCall, _ reply: inout ReplyWriter
    ) throws(ReplyError) {
        reply.help(
            of: "XINFO",
            [
                "CONSUMERS <key> <groupname>",
                "    Tells of the consumers of a group.",
                "GROUPS <key>",
                "    Tells of the groups of a stream.",
                "STREAM <key> [FULL [COUNT <count>]",
                "    Tells of a stream.",
            ])
    }
}
