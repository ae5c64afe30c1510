import MartletEngine

/// What is not Lua's own in `math`.
enum MathLibrary {
    static let functions = [
        NamedFunction("random", random), NamedFunction("randomseed", randomSeed),
    ]

    static func random(_ lua: LuaState, _ interpreter: Interpreter) -> LuaOutcome {
        guard interpreter.run != nil else {
            return lua.raise("math.random can only be called inside a script invocation")
        }
        let drawn = interpreter.chance.next()
        switch lua.count {
        case 0:
            lua.push(drawn)
        case 1:
            guard lua.isNumber(at: 1) else { return lua.badType(1, "number") }
            let most = lua.integer(at: 1)
            guard most >= 1 else { return lua.badArgument(1, "interval is empty") }
            lua.push((drawn * Double(most)).rounded(.down) + 1)
        case 2:
            guard lua.isNumber(at: 1) else { return lua.badType(1, "number") }
            guard lua.isNumber(at: 2) else { return lua.badType(2, "number") }
            let (least, most) = (lua.integer(at: 1), lua.integer(at: 2))
            guard least <= most else { return lua.badArgument(2, "interval is empty") }
            // The count of numbers is an `int` in C, which may wrap.
            let count = Int32(truncatingIfNeeded: Int(most) - Int(least) + 1)
            lua.push((drawn * Double(count)).rounded(.down) + Double(least))
        default:
            return lua.raise("wrong number of arguments")
        }
        return .results(1)
    }

    static func randomSeed(_ lua: LuaState, _ interpreter: Interpreter) -> LuaOutcome {
        guard interpreter.run != nil else {
            return lua.raise("math.randomseed can only be called inside a script invocation")
        }
        guard lua.isNumber(at: 1) else { return lua.badType(1, "number") }
        interpreter.chance.seed(lua.integer(at: 1))
        return .results(0)
    }
}
