import MartletEngine

/// What FUNCTION tells.
extension FunctionCommands {
    /// Replies with the libraries and their functions.
    static func list(
        _ arguments: Arguments, _ call: inout CommandCall, _ reply: inout ReplyWriter
    ) throws(ReplyError) {
        var withCode = false
        var pattern: [UInt8]?
        var options = arguments.cursor(from: 2)
        while let option = options.next() {
            if !withCode, option.isKeyword("WITHCODE") {
                withCode = true
            } else if pattern == nil, option.isKeyword("LIBRARYNAME") {
                guard let name = options.next() else {
                    throw ReplyError("ERR library name argument was not given")
                }
                pattern = [UInt8](name)
            } else {
                throw .quoting("Unknown argument ", [UInt8](option))
            }
        }
        let libraries = Scripting.of(&call).functions.libraries.filter { library in
            guard let pattern else { return true }
            return Glob(pattern.span, ignoringCase: true).matches(library.name.span)
        }
        reply.array(libraries.count)
        for library in libraries { write(library, withCode: withCode, &reply) }
    }

    private static func write(
        _ library: FunctionLibrary, withCode: Bool, _ reply: inout ReplyWriter
    ) {
        reply.map(withCode ? 4 : 3)
        reply.bulk("library_name")
        reply.bulk(library.name.span)
        reply.bulk("engine")
        reply.bulk("LUA")
        reply.bulk("functions")
        reply.array(library.functions.count)
        for function in library.functions { write(function, &reply) }
        guard withCode else { return }
        reply.bulk("library_code")
        reply.bulk(library.text.span)
    }

    private static func write(_ function: LibraryFunction, _ reply: inout ReplyWriter) {
        reply.map(3)
        reply.bulk("name")
        reply.bulk(function.name.span)
        reply.bulk("description")
        if let description = function.description {
            reply.bulk(description.span)
        } else {
            reply.null()
        }
        reply.bulk("flags")
        let flags = ScriptFlags.names.filter { function.flags.contains($0.flag) }
        reply.set(flags.count)
        for flag in flags { reply.status(flag.name) }
    }

    /// Replies with the function that runs, and the number of libraries.
    static func stats(
        _ arguments: Arguments, _ call: inout CommandCall, _ reply: inout ReplyWriter
    ) throws(ReplyError) {
        let scripting = Scripting.of(&call)
        if let script = call.overdueScript, script == .script { throw .busy(script) }
        let functions = scripting.functions
        reply.map(2)
        reply.bulk("running_script")
        writeRunning(scripting, &reply)
        reply.bulk("engines")
        reply.map(1)
        reply.bulk("LUA")
        reply.map(2)
        reply.bulk("libraries_count")
        reply.integer(functions.libraries.count)
        reply.bulk("functions_count")
        reply.integer(functions.functionCount)
    }

    private static func writeRunning(_ scripting: Scripting, _ reply: inout ReplyWriter) {
        guard let running = scripting.running, let run = running.run else { return reply.null() }
        reply.map(3)
        reply.bulk("name")
        reply.bulk(run.name.span)
        reply.bulk("command")
        reply.array(running.runCommand.count)
        for index in 0..<running.runCommand.count {
            reply.bulk(running.runCommand.arguments[index])
        }
        reply.bulk("duration_ms")
        reply.integer(running.overdueMilliseconds)
    }

    /// Replies with lines about the subcommands.
    static func help(
        _ arguments: Arguments, _ call: inout CommandCall, _ reply: inout ReplyWriter
    ) throws(ReplyError) {
        reply.help(
            of: "FUNCTION",
            [
                "LOAD [REPLACE] <text>",
                "    Adds the library with this text.",
                "DELETE <library>",
                "    Removes a library.",
                "LIST [LIBRARYNAME <pattern>] [WITHCODE]",
                "    Tells of the libraries and their functions.",
                "STATS",
                "    Tells which function runs, and how many there are.",
                "KILL",
                "    Ends the function that runs, unless it has changed something.",
                "FLUSH [ASYNC|SYNC]",
                "    Removes all libraries.",
                "DUMP",
                "    Returns all libraries as bytes.",
                "RESTORE <payload> [FLUSH|APPEND|REPLACE]",
                "    Adds the libraries that DUMP returned.",
            ])
    }
}
