import MartletEngine

/// Lua with Redis's libraries: one runs scripts, another the functions.
final class Interpreter: LuaOwner {
    let machine = LuaMachine()
    let lua: LuaState
    private let functions: [NamedFunction]
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
    var current = Lent<CommandCall>()
    /// What a script calls, and where it is to be had while one runs.
    var command = ScriptedCommand()
    var currentCommand = Lent<ScriptedCommand>()
    /// `math.random` draws from it.
    let chance: ScriptChance
    /// The library that is being loaded; nil most of the time.
    var loading: LibraryDraft?

    /// - Parameter isForFunctions: Whether it runs functions, which know no debugging.
    init(isForFunctions: Bool, chance: ScriptChance) {
        self.chance = chance
        lua = machine.state
        functions = GlobalsBuilder.build(in: machine, isForFunctions: isForFunctions)
        slotCount = lua.count
        super.init()
        machine.setOwner(self)
    }

    /// How many values stand on the stack when nothing runs.
    let slotCount: Int

    override func run(function index: Int, _ lua: LuaState) -> LuaOutcome {
        functions[index].run(lua, self)
    }

    override func interrupt(_ lua: LuaState) -> Bool {
        if loading != nil { return isLoadingOverdue(lua) }
        guard run != nil else { return false }
        if !isKilled { watch() }
        guard isKilled else { return false }
        RedisLibrary.pushError("Script killed by user with SCRIPT KILL...", lua)
        return true
    }
}
