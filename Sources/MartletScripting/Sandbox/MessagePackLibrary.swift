import MartletEngine

/// The table `cmsgpack`: MessagePack.
enum MessagePackLibrary {
    static func push(_ builder: inout GlobalsBuilder) {
        builder.pushLibrary([
            NamedFunction("pack", pack), NamedFunction("unpack", unpack),
            NamedFunction("unpack_one", unpackOne), NamedFunction("unpack_limit", unpackLimit),
        ])
        let texts: [(StaticString, StaticString)] = [
            ("_NAME", "cmsgpack"), ("_VERSION", "lua-cmsgpack 0.4.0"),
            ("_COPYRIGHT", "Copyright (C) 2012, Salvatore Sanfilippo"),
            ("_DESCRIPTION", "MessagePack C implementation for Lua"),
        ]
        for (name, text) in texts {
            builder.lua.push(text)
            builder.lua.set(name, in: -2)
        }
    }

    /// Returns all arguments, one behind the other.
    static func pack(_ lua: LuaState, _ interpreter: Interpreter) -> LuaOutcome {
        let count = lua.count
        guard count > 0 else { return lua.badArgument(0, "MessagePack pack needs input.") }
        var packer = MessagePacker(lua)
        for index in 1...count {
            lua.push(copyOf: index)
            guard packer.pack() else { return lua.raise("stack overflow") }
        }
        lua.push(packer.bytes.span)
        return .results(1)
    }

    /// Returns all values.
    static func unpack(_ lua: LuaState, _ interpreter: Interpreter) -> LuaOutcome {
        unpack(lua, limit: 0, offset: 0)
    }

    /// Returns where the next value is, and one value.
    static func unpackOne(_ lua: LuaState, _ interpreter: Interpreter) -> LuaOutcome {
        guard let offset = optionalInteger(lua, at: 2) else { return lua.badType(2, "number") }
        return unpack(lua, limit: 1, offset: offset)
    }

    /// Returns where the next value is, and so many values.
    static func unpackLimit(_ lua: LuaState, _ interpreter: Interpreter) -> LuaOutcome {
        guard lua.isNumber(at: 2) else {
            let found = lua.type(at: 2) == .none ? "no value" : lua.typeName(at: 2)
            return lua.badArgument(2, "number expected, got \(found)")
        }
        guard let offset = optionalInteger(lua, at: 3) else { return lua.badType(3, "number") }
        return unpack(lua, limit: lua.wholeNumber(at: 2), offset: offset)
    }

    private static func optionalInteger(_ lua: LuaState, at index: Int) -> Int? {
        switch lua.type(at: index) {
        case .none, .null: 0
        default: lua.isNumber(at: index) ? lua.wholeNumber(at: index) : nil
        }
    }

    /// Raises what is wrong; about the index of a table it is Lua that does so, which tells no place.
    private static func fail(_ failure: String, _ lua: LuaState) -> LuaOutcome {
        guard failure.hasPrefix("table index") else { return lua.raise(failure) }
        lua.push(text: failure)
        return .raised
    }

    private static func unpack(_ lua: LuaState, limit: Int, offset: Int) -> LuaOutcome {
        guard let data = lua.text(at: 1) else {
            let found = lua.type(at: 1) == .none ? "no value" : lua.typeName(at: 1)
            return lua.badArgument(1, "string expected, got \(found)")
        }
        let shown = Int32(truncatingIfNeeded: offset)
        guard offset >= 0, limit >= 0 else {
            return lua.raise(
                "Invalid request to unpack with offset of \(shown) and limit of \(data.count).")
        }
        guard offset <= data.count else {
            return lua.raise("Start offset \(shown) greater than input length \(data.count).")
        }
        let isAll = limit == 0 && offset == 0
        lua.pop(lua.count - 1)
        var unpacker = MessageUnpacker(lua, data, offset)
        var count = 0
        while !unpacker.isAtEnd, isAll || count < limit {
            if let failure = unpacker.unpack() { return fail(failure, lua) }
            count += 1
        }
        guard !isAll else { return .results(count) }
        lua.push(unpacker.isAtEnd ? -1 : Double(unpacker.position))
        lua.insert(at: 2)
        return .results(count + 1)
    }
}
