import MartletEngine

/// The commands that a script calls.
extension Interpreter {
    /// Runs the command in the arguments, and leaves its reply. An error is raised, or left like any
    /// other reply.
    func callCommand(_ lua: LuaState, raises: Bool) -> LuaOutcome {
        guard run != nil else {
            return RedisLibrary.raise(
                "redis.call/pcall can only be called inside a script invocation", lua)
        }
        guard takeArguments(lua) else { return raises ? .raised : .results(1) }
        let refusal = current.with { call in runCommand(&call) }
        let isError: Bool
        if let refusal {
            RedisLibrary.pushCommandError(refusal.bytes.span, lua)
            isError = true
        } else {
            isError = ReplyToLua.push(reply, lua)
        }
        return isError && raises ? .raised : .results(1)
    }

    /// Moves the arguments into `list`. Returns false, with an error on the stack, if they are none of
    /// a command.
    func takeArguments(_ lua: LuaState) -> Bool {
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

    /// Returns whether there is a command as in `list`.
    func knowsCommand() -> Bool {
        current.with { call in call.find(&list) != nil }
    }

    /// Runs the command in `list`, whose reply is written to `reply`; returns why it isn't run.
    private func runCommand(_ call: inout CommandCall) -> ReplyError? {
        guard let command = call.find(&list) else {
            return refuse(.unknownCommandInScript, nil, &call)
        }
        guard command.takes(list.count) else {
            return refuse(.wrongArityInScript, command, &call)
        }
        guard !command.flags.contains(.noScript) else {
            return refuse(.notAllowedInScript, command, &call)
        }
        if !command.flags.isDisjoint(with: [.write, .mayReplicate]) {
            if run?.isReadOnly == true { return refuse(.writeInReadOnlyScript, command, &call) }
            if command.flags.contains(.write), run?.hasWritten == false { didWrite(&call) }
        }
        reply.removeAll(keepingAtMost: 1 << 20)
        reply.version = run?.version ?? .two
        call.runNested(command, &list, &reply)
        return nil
    }

    /// Notes that the script changes something: it can't be killed from now on.
    private func didWrite(_ call: inout CommandCall) {
        run?.hasWritten = true
    }

    private func refuse(
        _ error: ReplyError, _ command: FoundCommand?, _ call: inout CommandCall
    ) -> ReplyError {
        call.countRejected(error, of: command)
        return error
    }
}
