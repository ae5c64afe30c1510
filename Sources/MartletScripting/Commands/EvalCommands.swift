import MartletEngine

/// The commands that run a script.
enum EvalCommands {
    static let all: [CommandSpec] = [
        CommandSpec(.eval, summary: "Runs a script.", run: eval, argumentFlags: flagsOfText),
        CommandSpec(
            .evalRo, summary: "Runs a script that changes nothing.", run: evalReadOnly,
            argumentFlags: flagsOfText),
        CommandSpec(
            .evalsha, summary: "Runs a script that the server knows.", run: evalsha,
            argumentFlags: flagsOfDigest),
        CommandSpec(
            .evalshaRo, summary: "Runs a script that the server knows and that changes nothing.",
            run: evalshaReadOnly, argumentFlags: flagsOfDigest),
    ]

    /// Replies with what the script returns.
    static func eval(
        _ arguments: Arguments, _ call: inout CommandCall, _ reply: inout ReplyWriter
    ) throws(ReplyError) {
        try eval(isReadOnly: false, arguments, &call, &reply)
    }

    /// Replies with what the script returns, which may not call a command that writes.
    static func evalReadOnly(
        _ arguments: Arguments, _ call: inout CommandCall, _ reply: inout ReplyWriter
    ) throws(ReplyError) {
        try eval(isReadOnly: true, arguments, &call, &reply)
    }

    /// Replies with what the script returns.
    static func evalsha(
        _ arguments: Arguments, _ call: inout CommandCall, _ reply: inout ReplyWriter
    ) throws(ReplyError) {
        try evalsha(isReadOnly: false, arguments, &call, &reply)
    }

    /// Replies with what the script returns, which may not call a command that writes.
    static func evalshaReadOnly(
        _ arguments: Arguments, _ call: inout CommandCall, _ reply: inout ReplyWriter
    ) throws(ReplyError) {
        try evalsha(isReadOnly: true, arguments, &call, &reply)
    }

    private static func eval(
        isReadOnly: Bool, _ arguments: Arguments, _ call: inout CommandCall,
        _ reply: inout ReplyWriter
    ) throws(ReplyError) {
        // Monitors are shown the script before the commands that it calls.
        call.feedMonitorsEarly(arguments, &reply)
        let keys = try numberOfKeys(arguments)
        let scripting = Scripting.of(&call)
        let script = try scripting.script(arguments[1])
        try scripting.run(script, isReadOnly, keys, arguments, &call, &reply)
    }

    private static func evalsha(
        isReadOnly: Bool, _ arguments: Arguments, _ call: inout CommandCall,
        _ reply: inout ReplyWriter
    ) throws(ReplyError) {
        call.feedMonitorsEarly(arguments, &reply)
        guard arguments[1].count == 40 else { throw .noScript }
        let keys = try numberOfKeys(arguments)
        let scripting = Scripting.of(&call)
        guard let script = scripting.cache.script(named: arguments[1]) else { throw .noScript }
        try scripting.run(script, isReadOnly, keys, arguments, &call, &reply)
    }

    private static func flagsOfText(
        _ arguments: Arguments, _ call: inout CommandCall
    ) -> CommandFlags? {
        (try? ScriptHeader(of: arguments[1]))?.flags.commandFlags
    }

    private static func flagsOfDigest(
        _ arguments: Arguments, _ call: inout CommandCall
    ) -> CommandFlags? {
        guard let digest = SHA1Digest(hexadecimal: arguments[1]),
            let scripting = call.scripts as? Scripting
        else { return nil }
        return scripting.cache.script(digest)?.flags.commandFlags
    }

    /// Returns where the keys are among the arguments.
    static func numberOfKeys(_ arguments: Arguments) throws(ReplyError) -> Range<Int> {
        let count = try arguments.integer(at: 2)
        guard count <= arguments.count - 3 else { throw .tooManyKeys }
        guard count >= 0 else { throw .negativeKeys }
        return 3..<3 + count
    }
}

extension Scripting {
    fileprivate func run(
        _ script: ScriptCache.Script, _ isReadOnly: Bool, _ keys: Range<Int>,
        _ arguments: Arguments, _ call: inout CommandCall, _ reply: inout ReplyWriter
    ) throws(ReplyError) {
        let run = try ScriptRun(
            script.name, isEval: true, script.flags, isReadOnly: isReadOnly, &call)
        try scripts.execute(run, kept: script.kept, keys: keys, arguments, &call, &reply)
    }
}

extension CommandCall {
    /// Shows the command that runs to the clients that watch, before what it calls.
    mutating func feedMonitorsEarly(_ arguments: Arguments, _ reply: inout ReplyWriter) {
        if !monitors.isEmpty { feedMonitors(arguments, &reply) }
    }
}
