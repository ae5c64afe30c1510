import MartletEngine

/// SCRIPT and what belongs to it.
enum ScriptCommands {
    static let all: [CommandSpec] = [
        CommandSpec(
            .script, summary: "Groups what manages scripts.",
            subcommands: [
                CommandSpec(.scriptDebug, summary: "Switches debugging.", run: debug),
                CommandSpec(.scriptExists, summary: "Tells which scripts are known.", run: exists),
                CommandSpec(.scriptFlush, summary: "Forgets all scripts.", run: flush),
                CommandSpec(.scriptHelp, summary: "Shows help about the subcommands.", run: help),
                CommandSpec(.scriptKill, summary: "Ends the script that runs.", run: kill),
                CommandSpec(.scriptLoad, summary: "Keeps a script for later.", run: load),
            ])
    ]

    /// Replies with the SHA-1 by which the script is known from now on.
    static func load(
        _ arguments: Arguments, _ call: inout CommandCall, _ reply: inout ReplyWriter
    ) throws(ReplyError) {
        let script = try Scripting.of(&call).script(arguments[2])
        reply.bulk(script.name.span)
    }

    /// Replies for each SHA-1 whether it is a script's.
    static func exists(
        _ arguments: Arguments, _ call: inout CommandCall, _ reply: inout ReplyWriter
    ) throws(ReplyError) {
        let scripting = Scripting.of(&call)
        reply.array(arguments.count - 2)
        for index in 2..<arguments.count {
            let digest = SHA1Digest(hexadecimal: arguments[index])
            let script = digest.flatMap { scripting.cache.script($0) }
            reply.integer(script == nil ? 0 : 1)
        }
    }

    /// Replies with `OK`.
    static func flush(
        _ arguments: Arguments, _ call: inout CommandCall, _ reply: inout ReplyWriter
    ) throws(ReplyError) {
        let isRight =
            arguments.count == 2
            || arguments.count == 3
                && (arguments[2].isKeyword("SYNC") || arguments[2].isKeyword("ASYNC"))
        guard isRight else { throw ReplyError("ERR SCRIPT FLUSH only support SYNC|ASYNC option") }
        (call.scripts as? Scripting)?.flushScripts()
        reply.ok()
    }

    /// Replies with `OK`.
    static func kill(
        _ arguments: Arguments, _ call: inout CommandCall, _ reply: inout ReplyWriter
    ) throws(ReplyError) {
        guard let running = (call.scripts as? Scripting)?.running else { throw .notBusy }
        try running.kill(isFunction: false)
        reply.ok()
    }

    /// Debugging can be switched off only: there is none.
    static func debug(
        _ arguments: Arguments, _ call: inout CommandCall, _ reply: inout ReplyWriter
    ) throws(ReplyError) {
        if arguments[2].isKeyword("NO") { return reply.ok() }
        guard arguments[2].isKeyword("YES") || arguments[2].isKeyword("SYNC") else {
            throw ReplyError("ERR Use SCRIPT DEBUG YES/SYNC/NO")
        }
        throw ReplyError("ERR This server has no debugger for scripts")
    }

    /// Replies with lines about the subcommands.
    static func help(
        _ arguments: Arguments, _ call: inout CommandCall, _ reply: inout ReplyWriter
    ) throws(ReplyError) {
        reply.help(
            of: "SCRIPT",
            [
                "DEBUG (YES|SYNC|NO)",
                "    Switches debugging, which this server does not have.",
                "EXISTS <sha1> [<sha1> ...]",
                "    Tells which of these scripts are known.",
                "FLUSH [ASYNC|SYNC]",
                "    Forgets all scripts.",
                "KILL",
                "    Ends the script that runs, unless it has changed something.",
                "LOAD <script>",
                "    Compiles a script and keeps it, without running it.",
            ])
    }
}
