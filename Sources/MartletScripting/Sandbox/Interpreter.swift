import MartletEngine

/// A function of Lua's that is written in Swift.
typealias LuaFunction = @Sendable (LuaState, Interpreter) -> LuaOutcome

/// Lua with Redis's libraries: one runs scripts, another the functions.
final class Interpreter: LuaOwner {
    let machine = LuaMachine()
    let lua: LuaState
    private var functions: [LuaFunction] = []
    /// The script or function that runs; nil if none does.
    var run: ScriptRun?
    /// The command that calls the function which runs.
    var runCommand = ArgumentList()
    /// The sample of the clock at which the command began that runs it.
    var startTicks: UInt64 = 0
    /// When it began, in microseconds, as far as that is known: not before it has taken a while.
    var beganMicroseconds: Int?
    /// Whether it is to end.
    var isKilled = false
    /// What the command works on that runs it.
    var current = CurrentCall()
    /// What a script calls.
    var command = ScriptedCommand()
    /// `math.random` draws from it.
    let chance: ScriptChance
    /// The library that is being loaded; nil most of the time.
    var loading: LibraryDraft?

    /// - Parameter isForFunctions: Whether it runs functions, which know no debugging.
    init(isForFunctions: Bool, chance: ScriptChance) {
        self.chance = chance
        lua = machine.state
        super.init()
        machine.setOwner(self)
        machine.openLibraries()
        buildGlobals(isForFunctions: isForFunctions)
        lua.push("KEYS")
        lua.push("ARGV")
        machine.push(function: add(ErrorHandler.handle))
        if !isForFunctions {
            lua.push(copyOf: -1)
            lua.set("__redis__err__handler", in: LuaMachine.Slot.globals)
        }
        precondition(lua.count == LuaMachine.Slot.count)
        if isForFunctions { buildLoadingGlobals() }
        slotCount = lua.count
    }

    /// How many values stand on the stack when nothing runs.
    private(set) var slotCount = 0

    /// Builds the global variables that there are while a library is loaded.
    private func buildLoadingGlobals() {
        lua.pushTable(fields: 1)
        pushLibrary([("register_function", FunctionRegistration.register), ("log", ScriptLog.log)])
        RedisLibrary.putLevels(lua)
        RedisLibrary.putVersion(lua)
        machine.refuseMissingFields()
        machine.guardTable()
        lua.set("redis", in: -2)
        machine.refuseMissingFields()
    }

    /// Adds a function that is written in Swift; returns its number.
    func add(_ function: @escaping LuaFunction) -> Int {
        functions.append(function)
        return functions.count - 1
    }

    override func run(function index: Int, _ lua: LuaState) -> LuaOutcome {
        functions[index](lua, self)
    }

    override func interrupt(_ lua: LuaState) -> Bool {
        if loading != nil { return isLoadingOverdue(lua) }
        guard run != nil else { return false }
        if !isKilled { watch() }
        guard isKilled else { return false }
        RedisLibrary.pushError("Script killed by user with SCRIPT KILL...", lua)
        return true
    }

    /// Pushes a table with `functions` in this order.
    func pushLibrary(_ functions: [(StaticString, LuaFunction)], fields: Int = 0) {
        lua.pushTable(fields: fields)
        put(functions)
    }

    /// Puts functions into the table on top.
    func put(_ functions: [(StaticString, LuaFunction)]) {
        for (name, function) in functions {
            machine.push(function: add(function))
            lua.set(name, in: -2)
        }
    }

    /// Builds the global variables in the order in which Redis does.
    private func buildGlobals(isForFunctions: Bool) {
        let globals = LuaMachine.Slot.globals
        lua.pushTable(fields: 2)
        lua.push(true)
        lua.set("_G", in: globals)
        let functions: [StaticString] = [
            "assert", "collectgarbage", "error", "gcinfo", "getmetatable", "load", "loadstring",
            "next", "pcall", "rawequal", "rawget", "rawset", "select", "setmetatable", "tonumber",
            "tostring", "type", "unpack", "xpcall", "_VERSION", "ipairs", "pairs",
        ]
        for name in functions {
            machine.push(original: name)
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
        MessagePackLibrary.push(self)
        machine.guardTable()
        lua.set("cmsgpack", in: globals)
        putLibrary("bit")
        RedisLibrary.push(self, isForFunctions: isForFunctions)
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
