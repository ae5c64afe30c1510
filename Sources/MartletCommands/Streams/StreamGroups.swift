import MartletEngine

extension StreamCommands {
    static let groups: [CommandSpec] = [
        CommandSpec(
            .xgroup, summary: "Groups what changes the groups of a stream.",
            subcommands: [
                CommandSpec(
                    .xgroupCreate, summary: "Makes a group that reads a stream.",
                    run: xgroupCreate),
                CommandSpec(
                    .xgroupSetid, summary: "Sets what a group has read.", run: xgroupSetid),
                CommandSpec(.xgroupDestroy, summary: "Removes a group.", run: xgroupDestroy),
                CommandSpec(
                    .xgroupCreateconsumer, summary: "Makes a consumer of a group.",
                    run: xgroupCreateconsumer),
                CommandSpec(
                    .xgroupDelconsumer, summary: "Removes a consumer of a group.",
                    run: xgroupDelconsumer),
                CommandSpec(.xgroupHelp, summary: "Explains the subcommands.", run: xgroupHelp),
            ])
    ]

    /// Replies with `OK`.
    static func xgroupCreate(
        _ arguments: Arguments, _ call: inout CommandCall, _ reply: inout ReplyWriter
    ) throws(ReplyError) {
        let options = try GroupOptions(arguments, isNew: true)
        let key = arguments[2]
        let old = try call.stream(at: key, .write)
        guard old != nil || options.makesStream else { throw .xgroupNeedsKey }
        guard arguments.count <= 8 else { throw .subcommandSyntax(arguments[1], of: "XGROUP") }
        let lastID = try GroupOptions.lastID(
            arguments, of: old, allowsBounds: false)
        let stream = old ?? call.makeStream(at: key)
        // A stream that is made counts once, be it for itself or for its group.
        if old == nil { call.didModify(key) }
        let group = ConsumerGroup(
            [UInt8](arguments[3]), lastID: lastID, readCount: options.readCount)
        guard stream.insert(group) else {
            throw ReplyError("BUSYGROUP Consumer Group name already exists")
        }
        call.didNotice(key, event: "xgroup-create", count: old == nil ? 0 : 1)
        reply.ok()
    }

    /// Replies with `OK`.
    static func xgroupSetid(
        _ arguments: Arguments, _ call: inout CommandCall, _ reply: inout ReplyWriter
    ) throws(ReplyError) {
        let options = try GroupOptions(arguments, isNew: false)
        let (stream, group) = try call.streamAndGroup(arguments)
        guard arguments.count <= 7 else { throw .subcommandSyntax(arguments[1], of: "XGROUP") }
        group.lastID = try GroupOptions.lastID(arguments, of: stream, allowsBounds: true)
        group.readCount = options.readCount
        call.didNotice(arguments[2], event: "xgroup-setid")
        reply.ok()
    }

    /// Replies with the number of groups that were removed.
    static func xgroupDestroy(
        _ arguments: Arguments, _ call: inout CommandCall, _ reply: inout ReplyWriter
    ) throws(ReplyError) {
        let key = arguments[2]
        guard let stream = try call.stream(at: key, .write) else { throw .xgroupNeedsKey }
        guard stream.removeGroup(arguments[3]) else { return reply.integer(0) }
        call.didNotice(key, event: "xgroup-destroy")
        call.wakeReaders(of: key)
        reply.integer(1)
    }

    /// Replies with the number of consumers that were made.
    static func xgroupCreateconsumer(
        _ arguments: Arguments, _ call: inout CommandCall, _ reply: inout ReplyWriter
    ) throws(ReplyError) {
        let (_, group) = try call.streamAndGroup(arguments)
        guard group.consumers[arguments[4]] == nil else { return reply.integer(0) }
        _ = group.makeConsumer(arguments[4], seenAt: call.clock.wallMilliseconds)
        call.didNotice(arguments[2], event: "xgroup-createconsumer")
        reply.integer(1)
    }

    /// Replies with the number of entries that the consumer had yet to acknowledge.
    static func xgroupDelconsumer(
        _ arguments: Arguments, _ call: inout CommandCall, _ reply: inout ReplyWriter
    ) throws(ReplyError) {
        let (_, group) = try call.streamAndGroup(arguments)
        guard let pendingCount = group.removeConsumer(arguments[4]) else {
            return reply.integer(0)
        }
        call.didNotice(arguments[2], event: "xgroup-delconsumer")
        reply.integer(pendingCount)
    }

    /// Replies with a line or two on each subcommand.
    static func xgroupHelp(
        _ arguments: Arguments, _ call: inout CommandCall, _ reply: inout ReplyWriter
    ) throws(ReplyError) {
        reply.help(
            of: "XGROUP",
            [
                "CREATE <key> <groupname> <id|$> [option]",
                "    Makes a group that begins to read behind <id>. The options:",
                "    * MKSTREAM",
                "      Makes the stream, too, if there is none.",
                "    * ENTRIESREAD entries_read",
                "      Says how many entries the group has read.",
                "CREATECONSUMER <key> <groupname> <consumer>",
                "    Makes a consumer of the group.",
                "DELCONSUMER <key> <groupname> <consumer>",
                "    Removes a consumer with what it didn't acknowledge.",
                "DESTROY <key> <groupname>",
                "    Removes the group.",
                "SETID <key> <groupname> <id|$> [ENTRIESREAD entries_read]",
                "    Makes the group go on behind <id>.",
            ])
    }
}

/// What XGROUP CREATE and XGROUP SETID may be told besides an id.
private struct GroupOptions {
    private(set) var makesStream = false
    private(set) var readCount: Int?

    init(_ arguments: Arguments, isNew: Bool) throws(ReplyError) {
        var options = arguments.cursor(from: 5)
        while !options.isAtEnd {
            if isNew, options.take("MKSTREAM") {
                makesStream = true
            } else if options.remaining > 1, options.take("ENTRIESREAD") {
                let count = try options.integer()
                guard count >= -1 else {
                    throw ReplyError("ERR value for ENTRIESREAD must be positive or -1")
                }
                readCount = count >= 0 ? count : nil
            } else {
                throw .subcommandSyntax(arguments[1], of: "XGROUP")
            }
        }
    }

    /// Returns the last id that a group has read: `$` is the stream's last one.
    static func lastID(
        _ arguments: Arguments, of stream: StreamObject?, allowsBounds: Bool
    ) throws(ReplyError) -> StreamID {
        let text = arguments[4]
        if text.isKeyword("$") { return stream?.log.lastID ?? .zero }
        if allowsBounds, text.isKeyword("-") { return .zero }
        if allowsBounds, text.isKeyword("+") { return .greatest }
        return try arguments.streamID(at: 4)
    }
}

extension CommandCall {
    /// Returns the stream and the group that a subcommand names.
    fileprivate mutating func streamAndGroup(
        _ arguments: Arguments
    ) throws(ReplyError) -> (StreamObject, ConsumerGroup) {
        guard let stream = try stream(at: arguments[2], .write) else { throw .xgroupNeedsKey }
        guard let group = stream.groups[arguments[3]] else {
            throw .noGroup(arguments[3], inStreamAt: arguments[2])
        }
        return (stream, group)
    }
}

extension ReplyError {
    fileprivate static var xgroupNeedsKey: ReplyError {
        ReplyError(
            """
            ERR The XGROUP subcommand requires the key to exist. Note that for CREATE you may want \
            to use the MKSTREAM option to create an empty stream automatically.
            """)
    }
}
