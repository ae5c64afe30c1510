import CLua
import MartletEngine

/// What a function that is written in Swift leaves to Lua.
enum LuaOutcome {
    /// So many results on top of the stack.
    case results(Int)
    /// The value on top is to be raised.
    case raised
    /// The text on top says what is wrong with an argument.
    case badArgument(Int)

    fileprivate var code: CInt {
        switch self {
        case .results(let count): CInt(count)
        case .raised: -1
        case .badArgument(let index): -2 - CInt(index)
        }
    }
}

/// Who owns a state of Lua's, and is called back by it.
class LuaOwner {
    /// Runs a function that is written in Swift.
    func run(function index: Int, _ lua: LuaState) -> LuaOutcome {
        preconditionFailure("the owner has no functions")
    }

    /// Called from time to time while a script runs. Returns whether the value on top is to be raised,
    /// so that the script ends.
    func interrupt(_ lua: LuaState) -> Bool { false }
}

/// A state of Lua's and its memory.
@safe final class LuaMachine {
    /// How much memory scripts may take.
    static let mostBytes = 1 << 30

    private let memory: UnsafeMutablePointer<martlet_lua>
    let state: LuaState

    init() {
        unsafe memory = .allocate(capacity: 1)
        unsafe memory.initialize(to: martlet_lua())
        unsafe memory.pointee.limit = Self.mostBytes
        unsafe memory.pointee.is_sealed = 1
        unsafe memory.pointee.call = { state, owner, function in
            guard let state = unsafe state, let place = unsafe owner else { return -1 }
            let owner = unsafe Unmanaged<LuaOwner>.fromOpaque(place)
            return unsafe owner._withUnsafeGuaranteedRef { owner in
                unsafe owner.run(function: Int(function), LuaState(pointer: state)).code
            }
        }
        unsafe memory.pointee.interrupt = { state, owner in
            guard let state = unsafe state, let place = unsafe owner else { return 0 }
            let owner = unsafe Unmanaged<LuaOwner>.fromOpaque(place)
            return unsafe owner._withUnsafeGuaranteedRef { owner in
                unsafe owner.interrupt(LuaState(pointer: state)) ? 1 : 0
            }
        }
        guard let pointer = unsafe martlet_new_state(memory) else { fatalError("out of memory") }
        unsafe state = LuaState(pointer: pointer)
    }

    deinit {
        unsafe martlet_close(state.pointer)
        unsafe memory.deallocate()
    }

    /// Sets who is called back.
    func setOwner(_ owner: LuaOwner) {
        unsafe memory.pointee.owner = Unmanaged.passUnretained(owner).toOpaque()
    }

    /// The bytes that Lua has allocated.
    var usedCount: Int { unsafe memory.pointee.used }

    /// Compiles a text; pushes the function, or what is wrong. Returns whether it is right.
    func compile(_ text: Span<UInt8>, name: StaticString) -> Bool {
        unsafe text.withUnsafeBufferPointer { text in
            let base = unsafe UnsafeRawPointer(text.baseAddress ?? name.utf8Start)
            let name = unsafe UnsafeRawPointer(name.utf8Start)
            return unsafe martlet_compile(
                state.pointer, base.assumingMemoryBound(to: CChar.self), text.count,
                name.assumingMemoryBound(to: CChar.self)) == 0
        }
    }

    /// How a call ended.
    enum CallStatus {
        case returned, failed, outOfMemory, failedTwice
    }

    /// Calls the function below the arguments; `handler` is the index of the function that is called
    /// with an error, or 0. What is returned, or the error, is left on the stack.
    func call(arguments: Int, results: Int, handler: Int) -> CallStatus {
        switch unsafe martlet_protected_call(
            state.pointer, CInt(arguments), CInt(results), CInt(handler))
        {
        case 0: .returned
        case LUA_ERRMEM: .outOfMemory
        case LUA_ERRERR: .failedTwice
        default: .failed
        }
    }

    /// Whether the interpreter is called back from time to time while a script runs.
    func setInterrupts(_ isOn: Bool) {
        unsafe martlet_set_hook(state.pointer, isOn ? 1 : 0)
    }

    /// Undoes what a script may have asked of the garbage collector.
    func resetCollector() {
        guard unsafe memory.pointee.is_collector_changed != 0 else { return }
        unsafe memory.pointee.is_collector_changed = 0
        unsafe lua_gc(state.pointer, LUA_GCRESTART, 0)
        unsafe lua_gc(state.pointer, LUA_GCSETPAUSE, LUAI_GCPAUSE)
        unsafe lua_gc(state.pointer, LUA_GCSETSTEPMUL, LUAI_GCMUL)
    }
}
