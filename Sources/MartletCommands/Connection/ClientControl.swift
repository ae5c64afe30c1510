import MartletEngine

extension ConnectionCommands {
    static let clientControl: [CommandSpec] = [
        CommandSpec(.clientKill, summary: "Closes connections.", run: clientKill),
        CommandSpec(
            .clientPause, summary: "Lets clients wait with their commands.", run: clientPause),
        CommandSpec(.clientUnpause, summary: "Lets clients go on.", run: clientUnpause),
        CommandSpec(
            .clientReply, summary: "Chooses which replies the connection gets.", run: clientReply),
        CommandSpec(.clientUnblock, summary: "Ends a client's wait.", run: clientUnblock),
        CommandSpec(
            .clientNoEvict, summary: "Keeps the connection when memory for clients runs out.",
            run: clientNoEvict),
    ]

    /// Replies with `OK`. What ends the pause is its time, or CLIENT UNPAUSE.
    static func clientPause(
        _ arguments: Arguments, _ call: inout CommandCall, _ reply: inout ReplyWriter
    ) throws(ReplyError) {
        var scope = ClientPause.Scope.all
        if arguments.count == 4, arguments[3].isKeyword("WRITE") {
            scope = .writes
        } else if arguments.count == 4, !arguments[3].isKeyword("ALL") {
            throw ReplyError("ERR CLIENT PAUSE mode must be WRITE or ALL")
        } else if arguments.count > 4 {
            throw .unknownClientSyntax(arguments[1])
        }
        guard let milliseconds = arguments[2].parseInteger() else {
            throw ReplyError("ERR timeout is not an integer or out of range")
        }
        guard milliseconds >= 0 else { throw ReplyError("ERR timeout is negative") }
        call.clock.sampleExactly()
        // An end beyond the last millisecond that can be told has come already.
        guard milliseconds <= Int.max - call.clock.wallMilliseconds else {
            call.pause.begin(scope, until: 0)
            return reply.ok()
        }
        let (length, isTooLong) = milliseconds.multipliedReportingOverflow(by: 1000)
        let (end, isTooLate) = call.clock.monotonicMicroseconds.addingReportingOverflow(length)
        call.pause.begin(scope, until: isTooLong || isTooLate ? .max : end)
        reply.ok()
    }

    /// Replies with `OK`, also without a pause.
    static func clientUnpause(
        _ arguments: Arguments, _ call: inout CommandCall, _ reply: inout ReplyWriter
    ) throws(ReplyError) {
        call.pause.end()
        reply.ok()
    }

    /// Replies with `OK` to ON, and with nothing to the others.
    static func clientReply(
        _ arguments: Arguments, _ call: inout CommandCall, _ reply: inout ReplyWriter
    ) throws(ReplyError) {
        let mode = arguments[2]
        if mode.isKeyword("ON") {
            call.client.replyMode = .on
            reply.ok()
        } else if mode.isKeyword("OFF") {
            call.client.replyMode = .off
        } else if mode.isKeyword("SKIP") {
            if call.client.replyMode != .off { call.client.replyMode = .skipNext }
        } else {
            throw .syntax
        }
    }

    /// Replies with 1 if the client was waiting, else with 0.
    static func clientUnblock(
        _ arguments: Arguments, _ call: inout CommandCall, _ reply: inout ReplyWriter
    ) throws(ReplyError) {
        guard arguments.count <= 4 else { throw .unknownClientSyntax(arguments[1]) }
        var reason = CommandCall.UnblockReason.timeout
        if arguments.count == 4, arguments[3].isKeyword("ERROR") {
            reason = .error
        } else if arguments.count == 4, !arguments[3].isKeyword("TIMEOUT") {
            throw ReplyError("ERR CLIENT UNBLOCK reason should be TIMEOUT or ERROR")
        }
        let id = try arguments.integer(at: 2)
        guard let client = call.clients[id: id], client.isConnected else { return reply.integer(0) }
        reply.integer(call.unblock(client, reason) ? 1 : 0)
    }

    /// Replies with `OK`.
    static func clientNoEvict(
        _ arguments: Arguments, _ call: inout CommandCall, _ reply: inout ReplyWriter
    ) throws(ReplyError) {
        if arguments[2].isKeyword("ON") {
            call.client.isExemptFromEviction = true
        } else if arguments[2].isKeyword("OFF") {
            call.client.isExemptFromEviction = false
        } else {
            throw .syntax
        }
        reply.ok()
    }
}

extension ReplyError {
    /// A subcommand of CLIENT that was given more than it takes.
    static func unknownClientSyntax(_ subcommand: Span<UInt8>) -> ReplyError {
        ReplyError(
            composing: Array("ERR unknown subcommand or wrong number of arguments for '".utf8)
                + [UInt8](subcommand.prefixOfText(128)) + Array("'. Try CLIENT HELP.".utf8))
    }
}
