import MartletEngine

/// The table `redis` that scripts have.
enum RedisLibrary {
    /// Pushes the table.
    static func push(_ builder: inout GlobalsBuilder, isForFunctions: Bool) {
        let lua = builder.lua
        builder.pushLibrary([
            NamedFunction("call", call), NamedFunction("pcall", pcall),
            NamedFunction("log", ScriptLog.log),
        ])
        putLevels(lua)
        putVersion(lua)
        builder.put([
            NamedFunction("setresp", setresp), NamedFunction("sha1hex", sha1hex),
            NamedFunction("error_reply", errorReply), NamedFunction("status_reply", statusReply),
            NamedFunction("set_repl", setRepl),
        ])
        put([("REPL_NONE", 0), ("REPL_AOF", 1), ("REPL_SLAVE", 2), ("REPL_REPLICA", 2)], lua)
        put([("REPL_ALL", 3)], lua)
        builder.put([NamedFunction("acl_check_cmd", aclCheckCommand)])
        guard !isForFunctions else { return }
        builder.put([
            NamedFunction("breakpoint", breakpoint), NamedFunction("debug", debug),
            NamedFunction("replicate_commands", replicateCommands),
        ])
    }

    /// Puts the levels of the log into the table on top.
    static func putLevels(_ lua: LuaState) {
        put(
            [("LOG_DEBUG", 0), ("LOG_VERBOSE", 1), ("LOG_NOTICE", 2), ("LOG_WARNING", 3)], lua)
    }

    /// Puts the version of Redis that this is like into the table on top.
    static func putVersion(_ lua: LuaState) {
        put([("REDIS_VERSION_NUM", 0x07_000f)], lua)
        lua.push("7.0.15")
        lua.set("REDIS_VERSION", in: -2)
    }

    private static func put(_ numbers: [(StaticString, Double)], _ lua: LuaState) {
        for (name, number) in numbers {
            lua.push(number)
            lua.set(name, in: -2)
        }
    }

    // MARK: Errors

    /// Pushes an error of the library's own as scripts see errors: a table.
    static func pushError(_ text: StaticString, _ lua: LuaState) {
        pushError(Array("\(text)".utf8).span, lua)
    }

    /// Pushes an error by its text: if that begins with `-`, its first word is the code, else it has
    /// none.
    static func pushError(_ text: Span<UInt8>, _ lua: LuaState) {
        var bytes = [UInt8](text)
        if bytes.first == UInt8(ascii: "-") {
            bytes.removeFirst()
            if !bytes.contains(UInt8(ascii: " ")) { bytes = Array("ERR ".utf8) + bytes }
        } else {
            bytes = Array("ERR ".utf8) + bytes
        }
        let start = (bytes.firstIndex(of: UInt8(ascii: " ")) ?? -1) + 1
        lua.pushTable(fields: 1)
        lua.push(trimmed(bytes, from: start).span)
        lua.set("err", in: -2)
    }

    /// Pushes the error that a command replied with, which is counted.
    static func pushCommandError(_ text: Span<UInt8>, _ lua: LuaState) {
        pushError((Array("-".utf8) + [UInt8](text)).span, lua)
        lua.push(true)
        lua.set("ignore_error_stats_update", in: -2)
    }

    /// Takes line ends off both ends of what begins at `start`.
    private static func trimmed(_ text: [UInt8], from start: Int) -> [UInt8] {
        func isLineEnd(_ byte: UInt8) -> Bool {
            byte == UInt8(ascii: "\r") || byte == UInt8(ascii: "\n")
        }
        let message = text[start...].drop(while: isLineEnd)
        let end = message.lastIndex { !isLineEnd($0) } ?? message.startIndex - 1
        return Array(text[..<start] + message[...end])
    }

    /// Raises an error of the library's own.
    static func raise(_ text: StaticString, _ lua: LuaState) -> LuaOutcome {
        pushError(text, lua)
        return .raised
    }
}

// MARK: - Functions

extension RedisLibrary {
    static func call(_ lua: LuaState, _ interpreter: Interpreter) -> LuaOutcome {
        interpreter.callCommand(lua, raises: true)
    }

    static func pcall(_ lua: LuaState, _ interpreter: Interpreter) -> LuaOutcome {
        interpreter.callCommand(lua, raises: false)
    }

    static func setresp(_ lua: LuaState, _ interpreter: Interpreter) -> LuaOutcome {
        guard interpreter.run != nil else {
            return raise("redis.setresp can only be called inside a script invocation", lua)
        }
        guard lua.count == 1 else {
            return raise("redis.setresp() requires one argument.", lua)
        }
        switch lua.castInteger(at: 1) {
        case 2: interpreter.run?.terms.version = .two
        case 3: interpreter.run?.terms.version = .three
        default: return raise("RESP version must be 2 or 3.", lua)
        }
        return .results(0)
    }

    static func sha1hex(_ lua: LuaState, _ interpreter: Interpreter) -> LuaOutcome {
        guard lua.count == 1 else { return raise("wrong number of arguments", lua) }
        let text = lua.text(at: 1) ?? []
        lua.push(text: SHA1.digest(of: text.span).hexadecimal)
        return .results(1)
    }

    static func errorReply(_ lua: LuaState, _ interpreter: Interpreter) -> LuaOutcome {
        guard lua.count == 1, lua.type(at: 1) == .string, let text = lua.text(at: 1) else {
            pushError("wrong number or type of arguments", lua)
            return .results(1)
        }
        let shown = Array(text.prefix { $0 != 0 })
        let isMarked = shown.first == UInt8(ascii: "-")
        pushError((isMarked ? shown : Array("-".utf8) + shown).span, lua)
        return .results(1)
    }

    static func statusReply(_ lua: LuaState, _ interpreter: Interpreter) -> LuaOutcome {
        guard lua.count == 1, lua.type(at: 1) == .string else {
            pushError("wrong number or type of arguments", lua)
            return .results(1)
        }
        lua.pushTable(fields: 1)
        lua.push(copyOf: 1)
        lua.set("ok", in: -2)
        return .results(1)
    }

    static func setRepl(_ lua: LuaState, _ interpreter: Interpreter) -> LuaOutcome {
        guard interpreter.run != nil else {
            return raise("redis.set_repl can only be called inside a script invocation", lua)
        }
        guard lua.count == 1 else {
            return raise("redis.set_repl() requires two arguments.", lua)
        }
        guard lua.castInteger(at: 1) & ~3 == 0 else {
            return raise(
                "Invalid replication flags. Use REPL_AOF, REPL_REPLICA, REPL_ALL or REPL_NONE.", lua
            )
        }
        return .results(0)
    }

    static func aclCheckCommand(_ lua: LuaState, _ interpreter: Interpreter) -> LuaOutcome {
        guard interpreter.run != nil else {
            return raise("redis.acl_check_cmd can only be called inside a script invocation", lua)
        }
        guard let isKnown = interpreter.knowsCommand(lua) else { return .raised }
        guard isKnown else {
            return raise("Invalid command passed to redis.acl_check_cmd()", lua)
        }
        lua.push(true)
        return .results(1)
    }

    /// There is no debugger: a script goes on at its breakpoints.
    static func breakpoint(_ lua: LuaState, _ interpreter: Interpreter) -> LuaOutcome {
        lua.push(false)
        return .results(1)
    }

    static func debug(_ lua: LuaState, _ interpreter: Interpreter) -> LuaOutcome {
        .results(0)
    }

    static func replicateCommands(_ lua: LuaState, _ interpreter: Interpreter) -> LuaOutcome {
        lua.push(true)
        return .results(1)
    }
}
