import MartletEngine

/// The commands that a script calls.
extension Interpreter {
    /// Runs the command in the arguments, and leaves its reply. An error is raised, or left like any
    /// other reply.
    func callCommand(_ lua: LuaState, raises: Bool) -> LuaOutcome {
        guard var terms = run?.terms else {
            return RedisLibrary.raise(
                "redis.call/pcall can only be called inside a script invocation", lua)
        }
        let isError = current.with { call in
            currentCommand.with { command in command.call(lua, &terms, &call) }
        }
        run?.terms = terms
        return isError && raises ? .raised : .results(1)
    }

    /// Returns whether the arguments name a command; nil, with an error on the stack, if they are those
    /// of none.
    func knowsCommand(_ lua: LuaState) -> Bool? {
        currentCommand.with { command in
            guard command.take(lua) else { return nil }
            return current.with { call in command.isKnown(&call) }
        }
    }
}
