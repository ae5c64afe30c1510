import MartletEngine

/// A function of Lua's that is written in Swift.
typealias LuaFunction = @Sendable (LuaState, Interpreter) -> LuaOutcome

/// A function that is written in Swift, and the name that it has in a library.
struct NamedFunction {
    let name: StaticString
    let run: LuaFunction

    init(_ name: StaticString, _ run: @escaping LuaFunction) {
        self.name = name
        self.run = run
    }
}

/// Builds the global variables that scripts have, with Redis's libraries.
struct GlobalsBuilder {
    private let machine: LuaMachine
    let lua: LuaState
    private var functions: [NamedFunction] = []

    private init(_ machine: LuaMachine) {
        self.machine = machine
        lua = machine.state
    }

    /// Builds what `LuaMachine.Slot` tells of; returns the functions that are written in Swift, by
    /// their numbers.
    static func build(in machine: LuaMachine, isForFunctions: Bool) -> [NamedFunction] {
        var builder = GlobalsBuilder(machine)
        builder.build(isForFunctions: isForFunctions)
        return builder.functions
    }

    private mutating func build(isForFunctions: Bool) {
        machine.openLibraries()
        buildGlobals(isForFunctions: isForFunctions)
        lua.push("KEYS")
        lua.push("ARGV")
        push(NamedFunction("__redis__err__handler", ErrorHandler.handle))
        if !isForFunctions {
            lua.push(copyOf: -1)
            lua.set("__redis__err__handler", in: LuaMachine.Slot.globals)
        }
        precondition(lua.count == LuaMachine.Slot.count)
        if isForFunctions { buildLoadingGlobals() }
    }

    /// Builds the global variables that there are while a library is loaded.
    private mutating func buildLoadingGlobals() {
        lua.pushTable(fields: 1)
        pushLibrary([
            NamedFunction("register_function", FunctionRegistration.register),
            NamedFunction("log", ScriptLog.log),
        ])
        RedisLibrary.putLevels(lua)
        RedisLibrary.putVersion(lua)
        machine.refuseMissingFields()
        machine.guardTable()
        lua.set("redis", in: -2)
        machine.refuseMissingFields()
    }

    /// Pushes a function that is written in Swift.
    private mutating func push(_ function: NamedFunction) {
        machine.push(function: functions.count)
        functions.append(function)
    }

    /// Pushes a table with `functions` in this order.
    mutating func pushLibrary(_ functions: [NamedFunction], fields: Int = 0) {
        lua.pushTable(fields: fields)
        put(functions)
    }

    /// Puts functions into the table on top.
    mutating func put(_ functions: [NamedFunction]) {
        for function in functions {
            push(function)
            lua.set(function.name, in: -2)
        }
    }

    /// Lua's own global variables. Of those that scripts don't have Redis keeps the names, with nothing
    /// there: going through the table shows the others in an order that depends on them.
    private static let originals: [(name: StaticString, isThere: Bool)] = [
        ("assert", true), ("collectgarbage", true), ("dofile", false), ("error", true),
        ("gcinfo", true), ("getfenv", false), ("getmetatable", true), ("loadfile", false),
        ("load", true), ("loadstring", true), ("next", true), ("pcall", true), ("print", false),
        ("rawequal", true), ("rawget", true), ("rawset", true), ("select", true),
        ("setfenv", false), ("setmetatable", true), ("tonumber", true), ("tostring", true),
        ("type", true), ("unpack", true), ("xpcall", true), ("_VERSION", true), ("ipairs", true),
        ("pairs", true), ("newproxy", false),
    ]

    /// Builds the global variables in the order in which Redis does.
    private mutating func buildGlobals(isForFunctions: Bool) {
        let globals = LuaMachine.Slot.globals
        lua.pushTable(fields: 2)
        lua.push(true)
        lua.set("_G", in: globals)
        for (name, isThere) in Self.originals {
            if isThere { machine.push(original: name) } else { lua.pushNil() }
            lua.set(name, in: globals)
        }
        for name: StaticString in ["coroutine", "table", "string"] { putLibrary(name) }
        machine.push(original: "math")
        put(MathLibrary.functions)
        machine.guardTable()
        lua.set("math", in: globals)
        lua.push(true)
        lua.set("debug", in: globals)
        putLibrary("cjson")
        pushLibrary(StructLibrary.functions)
        machine.guardTable()
        lua.set("struct", in: globals)
        MessagePackLibrary.push(&self)
        machine.guardTable()
        lua.set("cmsgpack", in: globals)
        putLibrary("bit")
        RedisLibrary.push(&self, isForFunctions: isForFunctions)
        machine.guardTable()
        lua.set("redis", in: globals)
        lua.pushNil()
        lua.set("debug", in: globals)
        machine.setGlobals()
    }

    private func putLibrary(_ name: StaticString) {
        machine.push(original: name)
        machine.guardTable()
        lua.set(name, in: LuaMachine.Slot.globals)
    }
}
