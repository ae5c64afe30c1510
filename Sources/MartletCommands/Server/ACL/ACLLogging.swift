import MartletEngine

extension ACLCommands {
    static let log: [CommandSpec] = [
        CommandSpec(.aclLog, summary: "Tells who was refused lately.", run: aclLog)
    ]

    /// Replies with a map for each entry, the latest first, or with `OK` to RESET.
    static func aclLog(
        _ arguments: Arguments, _ call: inout CommandCall, _ reply: inout ReplyWriter
    ) throws(ReplyError) {
        guard arguments.count <= 3 else { throw .unknownACLSyntax(arguments) }
        var count = 10
        if arguments.count == 3 {
            if arguments[2].isKeyword("RESET") {
                call.aclLog.removeAll()
                return reply.ok()
            }
            count = max(0, try arguments.integer(at: 2))
        }
        let now = call.now
        let entries = call.aclLog.entries.prefix(count)
        reply.array(entries.count)
        for entry in entries { tell(entry, at: now, &reply) }
    }

    private static func tell(
        _ entry: ACLLog.Entry, at now: Int, _ reply: inout ReplyWriter
    ) {
        reply.map(7)
        reply.bulk("count")
        reply.integer(entry.count)
        reply.bulk("reason")
        reply.bulk("auth")
        reply.bulk("context")
        reply.bulk(entry.refusal.context.rawValue)
        reply.bulk("object")
        reply.bulk(entry.refusal.object.span)
        reply.bulk("username")
        reply.bulk(entry.refusal.username.span)
        reply.bulk("age-seconds")
        reply.double(Double(now - entry.lastMilliseconds) / 1000)
        reply.bulk("client-info")
        reply.bulk(entry.client.span)
    }
}
