import MartletEngine

/// `redis.register_function`, which there is while a library is loaded.
enum FunctionRegistration {
    static func register(_ lua: LuaState, _ interpreter: Interpreter) -> LuaOutcome {
        guard interpreter.loading != nil else {
            return RedisLibrary.raise(
                "redis.register_function can only be called on FUNCTION LOAD command", lua)
        }
        var request = Request()
        let failure: StaticString?
        switch lua.count {
        case 1: failure = request.readTable(lua)
        case 2: failure = request.readPair(lua)
        default: failure = "wrong number of arguments to redis.register_function"
        }
        if let failure {
            request.discard(lua)
            return RedisLibrary.raise(failure, lua)
        }
        guard let name = request.name, let kept = request.kept else { return .results(0) }
        guard FunctionLibrary.isName(name) else {
            request.discard(lua)
            return RedisLibrary.raise(
                """
                Library names can only contain letters, numbers, or underscores(_) and must be at \
                least one character long
                """, lua)
        }
        guard interpreter.loading?.functions.contains(where: { $0.name == name }) == false else {
            request.discard(lua)
            return RedisLibrary.raise("Function already exists in the library", lua)
        }
        interpreter.loading?.functions.append(
            LibraryFunction(
                name: name, description: request.description, flags: request.flags, kept: kept))
        return .results(0)
    }
}

/// What a library says of a function.
private struct Request {
    var name: [UInt8]?
    var description: [UInt8]?
    var flags: ScriptFlags = []
    var kept: Int?

    /// Lets the function go that was kept.
    func discard(_ lua: LuaState) {
        if let kept { lua.forget(kept: kept) }
    }

    /// Reads a name and a function; returns what is wrong with them.
    mutating func readPair(_ lua: LuaState) -> StaticString? {
        name = lua.text(at: 1)
        guard name != nil else {
            return "first argument to redis.register_function must be a string"
        }
        guard lua.type(at: 2) == .function else {
            return "second argument to redis.register_function must be a function"
        }
        kept = lua.keep()
        return nil
    }

    /// Reads a table of named arguments; returns what is wrong with it.
    mutating func readTable(_ lua: LuaState) -> StaticString? {
        guard lua.type(at: 1) == .table else {
            return """
                calling redis.register_function with a single argument is only applicable to Lua \
                table (representing named arguments).
                """
        }
        lua.pushNil()
        while lua.next(in: 1) {
            guard let key = lua.text(at: -2) else {
                return "named argument key given to redis.register_function is not a string"
            }
            if let failure = readField(key, lua) { return failure }
            lua.pop(lua.count - 2)
        }
        guard name != nil else {
            return "redis.register_function must get a function name argument"
        }
        guard kept != nil else { return "redis.register_function must get a callback argument" }
        return nil
    }

    /// Reads the field whose value is on top, and may be taken from the stack.
    private mutating func readField(_ key: [UInt8], _ lua: LuaState) -> StaticString? {
        if key.span.isKeyword("FUNCTION_NAME") {
            name = lua.text(at: -1)
            return name == nil
                ? "function_name argument given to redis.register_function must be a string" : nil
        }
        if key.span.isKeyword("DESCRIPTION") {
            description = lua.text(at: -1)
            return description == nil
                ? "description argument given to redis.register_function must be a string" : nil
        }
        if key.span.isKeyword("CALLBACK") {
            guard lua.type(at: -1) == .function else {
                return "callback argument given to redis.register_function must be a function"
            }
            discard(lua)
            kept = lua.keep()
            return nil
        }
        guard key.span.isKeyword("FLAGS") else {
            return "unknown argument given to redis.register_function"
        }
        guard lua.type(at: -1) == .table else {
            return """
                flags argument to redis.register_function must be a table representing function \
                flags
                """
        }
        return readFlags(lua) ? nil : "unknown flag given"
    }

    private mutating func readFlags(_ lua: LuaState) -> Bool {
        flags = []
        var number = 1
        while true {
            lua.push(element: number, of: -1)
            defer { lua.pop() }
            guard lua.type(at: -1) != .null else { return true }
            guard let name = lua.text(at: -1),
                let flag = ScriptFlags.flag(called: name.span, inAnyCase: true)
            else { return false }
            flags.insert(flag)
            number += 1
        }
    }
}
