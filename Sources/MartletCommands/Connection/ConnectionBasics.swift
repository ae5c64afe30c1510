import MartletEngine

extension ConnectionCommands {
    static let basics: [CommandSpec] = [
        CommandSpec(
            .ping, summary: "Answers, so that the client knows the connection lives.", run: ping),
        CommandSpec(.echo, summary: "Says back what it is told.", run: echo),
        CommandSpec(.select, summary: "Changes the connection's database.", run: select),
        CommandSpec(.quit, summary: "Closes the connection.", run: quit),
        CommandSpec(
            .reset, summary: "Makes the connection as good as new.", run: reset),
    ]

    /// Replies with `PONG`, or with the message. In the second protocol a subscriber gets what looks
    /// like a message; but not a script of its own.
    static func ping(
        _ arguments: Arguments, _ call: inout CommandCall, _ reply: inout ReplyWriter
    ) throws(ReplyError) {
        guard arguments.count <= 2 else { throw .wrongArity("ping") }
        if call.client.isSubscriber, reply.version == .two, call.nesting != .script {
            reply.array(2)
            reply.bulk("pong")
            if arguments.count == 2 { reply.bulk(arguments[1]) } else { reply.bulk("") }
        } else if arguments.count == 2 {
            reply.bulk(arguments[1])
        } else {
            reply.status("PONG")
        }
    }

    /// Replies with the message.
    static func echo(
        _ arguments: Arguments, _ call: inout CommandCall, _ reply: inout ReplyWriter
    ) throws(ReplyError) {
        reply.bulk(arguments[1])
    }

    /// Replies with `OK`; the commands that follow work on the database.
    static func select(
        _ arguments: Arguments, _ call: inout CommandCall, _ reply: inout ReplyWriter
    ) throws(ReplyError) {
        call.select(try call.databaseIndex(arguments[1]))
        reply.ok()
    }

    /// Replies with `OK` and lets the client go.
    static func quit(
        _ arguments: Arguments, _ call: inout CommandCall, _ reply: inout ReplyWriter
    ) throws(ReplyError) {
        call.client.ending = .afterReplies
        reply.ok()
    }

    /// Replies with `RESET`, in the second protocol again.
    static func reset(
        _ arguments: Arguments, _ call: inout CommandCall, _ reply: inout ReplyWriter
    ) throws(ReplyError) {
        let client = call.client
        if client.isMonitor {
            client.isMonitor = false
            call.monitors.removeAll { $0 === client }
        }
        call.forgetMessages(of: client)
        call.select(0)
        call.discardTransaction()
        client.name = []
        client.version = .two
        client.isAuthenticated = call.isAuthenticatedAtFirst(client)
        // A reply that CLIENT REPLY SKIP takes away is this one.
        if client.replyMode == .off { client.replyMode = .on }
        reply.version = .two
        reply.status("RESET")
    }
}
