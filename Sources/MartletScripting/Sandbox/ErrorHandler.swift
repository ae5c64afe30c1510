import MartletEngine

/// What Lua calls with an error before the stack unwinds.
enum ErrorHandler {
    /// Makes the error a table that tells where it was raised.
    static func handle(_ lua: LuaState, _ interpreter: Interpreter) -> LuaOutcome {
        if lua.count == 0 { lua.pushNil() }
        if lua.type(at: 1) != .table {
            let text = Self.text(of: lua, at: 1)
            lua.pushTable(fields: 3)
            lua.push(text.span)
            lua.set("err", in: -2)
        } else {
            guard !lua.pushContents(of: 1) else { return handleGuarded(lua) }
            lua.push(copyOf: 1)
        }
        guard let place = place(lua) else { return .results(1) }
        lua.push(text: place.source)
        lua.set("source", in: -2)
        lua.push(Double(place.line))
        lua.set("line", in: -2)
        return .results(1)
    }

    /// In Redis the handler is a script of ten lines, which fails to write into a table of its own.
    private static func handleGuarded(_ lua: LuaState) -> LuaOutcome {
        lua.pushTable(fields: 3)
        lua.push("ERR err_handler_def:10: Attempt to modify a readonly table")
        lua.set("err", in: -2)
        lua.push("@err_handler_def")
        lua.set("source", in: -2)
        lua.push(10.0)
        lua.set("line", in: -2)
        return .results(1)
    }

    /// The function that raised the error, or the one that called it, if that is none of Lua's.
    private static func place(_ lua: LuaState) -> LuaPlace? {
        guard let place = lua.place(level: 1), place.isC else { return lua.place(level: 1) }
        return lua.place(level: 2)
    }

    private static func text(of lua: LuaState, at index: Int) -> [UInt8] {
        let text: [UInt8]
        switch lua.type(at: index) {
        case .string, .number: text = lua.text(at: index) ?? []
        case .boolean: text = Array((lua.boolean(at: index) ? "true" : "false").utf8)
        case .null, .none: text = Array("nil".utf8)
        default: text = Array("\(lua.typeName(at: index)): \(lua.address(at: index))".utf8)
        }
        return Array("ERR ".utf8) + text
    }
}
