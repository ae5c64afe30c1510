import MartletEngine

/// The command that a script calls, and what that replies.
///
/// All that a call does is done within it, so that the interpreter, an object whose parts are costly to
/// reach, is asked for it once.
struct ScriptedCommand: ~Copyable {
    private var list = ArgumentList()
    private var reply = ReplyWriter(capacity: 256)

    /// Runs the command in the arguments, and pushes its reply; returns whether that is an error.
    mutating func call(
        _ lua: LuaState, _ terms: inout ScriptTerms, _ call: inout CommandCall
    ) -> Bool {
        guard take(lua) else { return true }
        let refusal = run(&terms, &call)
        guard let refusal else { return ReplyToLua.push(reply, lua) }
        RedisLibrary.pushCommandError(refusal.bytes.span, lua)
        return true
    }

    /// Takes the arguments from the stack. Returns false, with an error on the stack, if they are none of
    /// a command.
    mutating func take(_ lua: LuaState) -> Bool {
        list.removeAll()
        let count = lua.count
        guard count > 0 else {
            RedisLibrary.pushError(
                "Please specify at least one argument for this redis lib call", lua)
            return false
        }
        for index in 1...count {
            switch lua.type(at: index) {
            case .string: lua.withString(at: index) { list.append($0) }
            case .number: list.append(DoubleText(lua.number(at: index)).span)
            default:
                lua.pop(count)
                RedisLibrary.pushError(
                    "Lua redis lib command arguments must be strings or integers", lua)
                return false
            }
        }
        lua.pop(count)
        return true
    }

    /// Returns whether there is a command as in the arguments that were taken.
    mutating func isKnown(_ call: inout CommandCall) -> Bool {
        call.find(&list) != nil
    }

    /// Runs the command; returns why it isn't run.
    private mutating func run(
        _ terms: inout ScriptTerms, _ call: inout CommandCall
    ) -> ReplyError? {
        guard let command = call.find(&list) else {
            return refuse(.unknownCommandInScript, nil, &call)
        }
        guard command.takes(list.count) else {
            return refuse(.wrongArityInScript, command, &call)
        }
        guard !command.isKeptFromScripts || call.runsDeniedInScripts && command.mayRunDenied else {
            return refuse(.notAllowedInScript, command, &call)
        }
        if command.mayChange {
            if terms.isReadOnly { return refuse(.writeInReadOnlyScript, command, &call) }
            if !terms.hasWritten {
                if terms.mayNotGrow, command.flags.contains(.denyOOM) {
                    return refuse(.outOfMemory, command, &call)
                }
                terms.hasWritten = command.isWrite
            }
        }
        reply.removeAll(keepingAtMost: 1 << 20)
        reply.version = terms.version
        call.runNested(command, &list, &reply)
        return nil
    }

    private func refuse(
        _ error: ReplyError, _ command: FoundCommand?, _ call: inout CommandCall
    ) -> ReplyError {
        call.countRejected(error, of: command)
        return error
    }
}
