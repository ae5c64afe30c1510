import MartletEngine
import MartletRDB

/// FUNCTION and what belongs to it.
enum FunctionCommands {
    static let all: [CommandSpec] = [
        CommandSpec(.fcall, summary: "Calls a function.", run: fcall, argumentFlags: flags),
        CommandSpec(
            .fcallRo, summary: "Calls a function that changes nothing.", run: fcallReadOnly,
            argumentFlags: flags),
        CommandSpec(
            .function, summary: "Groups what manages functions.",
            subcommands: [
                CommandSpec(.functionDelete, summary: "Removes a library.", run: delete),
                CommandSpec(
                    .functionDump, summary: "Returns all libraries as bytes that RESTORE takes.",
                    run: dump),
                CommandSpec(.functionFlush, summary: "Removes all libraries.", run: flush),
                CommandSpec(.functionHelp, summary: "Shows help about the subcommands.", run: help),
                CommandSpec(.functionKill, summary: "Ends the function that runs.", run: kill),
                CommandSpec(.functionList, summary: "Tells of the libraries.", run: list),
                CommandSpec(.functionLoad, summary: "Adds a library.", run: load),
                CommandSpec(
                    .functionRestore, summary: "Adds the libraries that DUMP returned.",
                    run: restore),
                CommandSpec(.functionStats, summary: "Tells which function runs.", run: stats),
            ]),
    ]

    // MARK: Calling

    /// Replies with what the function returns.
    static func fcall(
        _ arguments: Arguments, _ call: inout CommandCall, _ reply: inout ReplyWriter
    ) throws(ReplyError) {
        try fcall(isReadOnly: false, arguments, &call, &reply)
    }

    /// Replies with what the function returns, which may not call a command that writes.
    static func fcallReadOnly(
        _ arguments: Arguments, _ call: inout CommandCall, _ reply: inout ReplyWriter
    ) throws(ReplyError) {
        try fcall(isReadOnly: true, arguments, &call, &reply)
    }

    private static func fcall(
        isReadOnly: Bool, _ arguments: Arguments, _ call: inout CommandCall,
        _ reply: inout ReplyWriter
    ) throws(ReplyError) {
        call.feedMonitorsEarly(arguments, &reply)
        let name = [UInt8](arguments[1])
        guard let scripting = call.scripts as? Scripting,
            let function = scripting.functions.function(called: name)
        else { throw ReplyError("ERR Function not found") }
        guard let count = arguments[2].parseInteger() else {
            throw ReplyError("ERR Bad number of keys provided")
        }
        guard count <= arguments.count - 3 else { throw .tooManyKeys }
        guard count >= 0 else { throw .negativeKeys }
        let run = try ScriptRun(name, isEval: false, function.flags, isReadOnly: isReadOnly, &call)
        try scripting.functionInterpreter.execute(
            run, kept: function.kept, keys: 3..<3 + count, arguments, &call, &reply)
    }

    private static func flags(
        _ arguments: Arguments, _ call: inout CommandCall
    ) -> CommandFlags? {
        let functions = (call.scripts as? Scripting)?.functions
        return functions?.function(called: [UInt8](arguments[1]))?.flags.commandFlags
    }

    // MARK: Changing

    /// Replies with the library's name.
    static func load(
        _ arguments: Arguments, _ call: inout CommandCall, _ reply: inout ReplyWriter
    ) throws(ReplyError) {
        var replaces = false
        for index in 2..<arguments.count - 1 {
            guard arguments[index].isKeyword("REPLACE") else {
                throw .quoting("Unknown option given: ", [UInt8](arguments[index]))
            }
            replaces = true
        }
        let scripting = Scripting.of(&call)
        var functions = scripting.functions
        let (name, old) = try scripting.load(
            arguments[arguments.count - 1], into: &functions, replaces: replaces, &call)
        scripting.setFunctions(functions, forgetting: old.map { [$0] } ?? [])
        call.didChangeFunctions()
        reply.bulk(name.span)
    }

    /// Replies with `OK`.
    static func delete(
        _ arguments: Arguments, _ call: inout CommandCall, _ reply: inout ReplyWriter
    ) throws(ReplyError) {
        let scripting = Scripting.of(&call)
        var functions = scripting.functions
        guard let old = functions.remove([UInt8](arguments[2])) else {
            throw ReplyError("ERR Library not found")
        }
        scripting.setFunctions(functions, forgetting: [old])
        call.didChangeFunctions()
        reply.ok()
    }

    /// Replies with `OK`.
    static func flush(
        _ arguments: Arguments, _ call: inout CommandCall, _ reply: inout ReplyWriter
    ) throws(ReplyError) {
        guard arguments.count <= 3 else { throw .wrongSubcommand(arguments) }
        guard
            arguments.count == 2 || arguments[2].isKeyword("SYNC")
                || arguments[2].isKeyword("ASYNC")
        else { throw ReplyError("ERR FUNCTION FLUSH only supports SYNC|ASYNC option") }
        (call.scripts as? Scripting)?.flushFunctions()
        call.didChangeFunctions()
        reply.ok()
    }

    /// Replies with the payload of all libraries.
    static func dump(
        _ arguments: Arguments, _ call: inout CommandCall, _ reply: inout ReplyWriter
    ) throws(ReplyError) {
        let texts = Scripting.of(&call).functions.libraries.map(\.text)
        reply.bulk(FunctionPayload.make(texts, &call).span)
    }

    /// Replies with `OK`.
    static func restore(
        _ arguments: Arguments, _ call: inout CommandCall, _ reply: inout ReplyWriter
    ) throws(ReplyError) {
        guard arguments.count <= 4 else { throw .wrongSubcommand(arguments) }
        let scripting = Scripting.of(&call)
        let policy = try RestorePolicy(arguments)
        var restored = FunctionSet()
        let contents = try FunctionPayload.contents(of: arguments[2], &call)
        do throws(ReplyError) {
            for text in contents.texts {
                _ = try scripting.load(text.span, into: &restored, replaces: false, &call)
            }
            if let failure = contents.failure { throw failure }
            let current = policy == .flush ? FunctionSet() : scripting.functions
            let (joined, replaced) = try current.joined(
                with: restored, replacing: policy == .replace)
            let gone = policy == .flush ? scripting.functions.libraries : replaced
            scripting.setFunctions(joined, forgetting: gone)
        } catch {
            scripting.forget(restored.libraries)
            throw error
        }
        call.didChangeFunctions()
        reply.ok()
    }

    /// Replies with `OK`.
    static func kill(
        _ arguments: Arguments, _ call: inout CommandCall, _ reply: inout ReplyWriter
    ) throws(ReplyError) {
        guard let running = (call.scripts as? Scripting)?.running else { throw .notBusy }
        try running.kill(isFunction: true)
        reply.ok()
    }
}

/// What RESTORE does about libraries that are there.
private enum RestorePolicy {
    case append
    case replace
    case flush

    init(_ arguments: Arguments) throws(ReplyError) {
        if arguments.count < 4 || arguments[3].isKeyword("APPEND") {
            self = .append
        } else if arguments[3].isKeyword("REPLACE") {
            self = .replace
        } else if arguments[3].isKeyword("FLUSH") {
            self = .flush
        } else {
            throw ReplyError(
                "ERR Wrong restore policy given, value should be either FLUSH, APPEND or REPLACE.")
        }
    }
}

extension CommandCall {
    /// Counts a change of the functions.
    fileprivate mutating func didChangeFunctions() {
        events.dirty &+= 1
    }
}
