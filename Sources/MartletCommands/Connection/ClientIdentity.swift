import MartletEngine

extension ConnectionCommands {
    static let clientIdentity: [CommandSpec] = [
        CommandSpec(.clientId, summary: "Tells the connection's number.", run: clientId),
        CommandSpec(.clientGetname, summary: "Tells the connection's name.", run: clientGetname),
        CommandSpec(.clientSetname, summary: "Names the connection.", run: clientSetname),
    ]

    /// Replies with a number that no other connection has or had.
    static func clientId(
        _ arguments: Arguments, _ call: inout CommandCall, _ reply: inout ReplyWriter
    ) throws(ReplyError) {
        reply.integer(call.client.id)
    }

    /// Replies with the name, or with null without one.
    static func clientGetname(
        _ arguments: Arguments, _ call: inout CommandCall, _ reply: inout ReplyWriter
    ) throws(ReplyError) {
        let name = call.client.name
        if name.isEmpty {
            reply.null()
        } else {
            reply.bulk(name.span)
        }
    }

    /// Replies with `OK`.
    static func clientSetname(
        _ arguments: Arguments, _ call: inout CommandCall, _ reply: inout ReplyWriter
    ) throws(ReplyError) {
        call.client.name = try ClientName(arguments[2]).bytes
        reply.ok()
    }
}
