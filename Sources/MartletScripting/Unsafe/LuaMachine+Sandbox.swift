import CLua
import MartletEngine

/// The libraries, as scripts see them.
///
/// Tables are built by the same steps as in Redis, so that going through them shows the same order.
extension LuaMachine {
    /// Where on the stack stands what every run needs.
    enum Slot {
        /// The contents of the guarded table of the global variables.
        static let globals = 1
        static let keysName = 2
        static let argumentsName = 3
        static let errorHandler = 4
        static let count = 4
        /// The contents of the global variables while a library is loaded.
        static let loadingGlobals = 5
    }

    /// Opens Lua's own libraries as Lua has them: globals that nothing protects.
    func openLibraries() {
        unsafe open(luaopen_base)
        unsafe open(luaopen_table)
        unsafe open(luaopen_string)
        unsafe open(luaopen_math)
        unsafe open(luaopen_bit)
        unsafe open(luaopen_cjson, results: 1)
        state.set("cjson", in: Int(LUA_GLOBALSINDEX))
        tame()
    }

    private func open(_ library: @convention(c) (OpaquePointer?) -> CInt, results: CInt = 0) {
        unsafe lua_pushcclosure(state.pointer, library, 0)
        state.push("")
        unsafe lua_call(state.pointer, 1, results)
    }

    /// Pushes a function that is written in Swift.
    func push(function index: Int) {
        unsafe lua_pushlightuserdata(state.pointer, UnsafeMutableRawPointer(bitPattern: index))
        unsafe lua_pushcclosure(state.pointer, martlet_function, 1)
    }

    /// Pushes the global variable called `name`, as Lua has it.
    func push(original name: StaticString) {
        state.push(name, of: Int(LUA_GLOBALSINDEX))
    }

    /// Replaces functions by those that mind guarded tables, or whose appetite is limited.
    private func tame() {
        for name: StaticString in ["next", "rawget", "unpack"] {
            unsafe replace(name, by: martlet_reading)
        }
        unsafe replace("rawset", by: martlet_rawset)
        unsafe replace("setmetatable", by: martlet_setmetatable)
        unsafe replace("collectgarbage", by: martlet_collectgarbage)
        unsafe replace("load", by: martlet_load)
        unsafe replace("loadstring", by: martlet_loadstring)
        unsafe replace("pcall", by: martlet_pcall)
        let readers: [StaticString] = [
            "concat", "foreach", "foreachi", "getn", "maxn", "remove", "sort",
        ]
        for name in readers { unsafe replace(name, of: "table", by: martlet_reading) }
        unsafe replace("insert", of: "table", by: martlet_insert)
        for name: StaticString in ["find", "match", "gmatch", "gfind", "gsub"] {
            unsafe replace(name, of: "string", by: martlet_match)
        }
        unsafe replace("rep", of: "string", by: martlet_repeat)
        unsafe replace("tohex", of: "bit", by: martlet_tohex)
        unsafe replace("resume", of: "coroutine", by: martlet_resume)
        unsafe replace("encode", of: "cjson", by: martlet_encode)
        letPairsUseNext()
    }

    private func replace(
        _ name: StaticString, of library: StaticString? = nil,
        by function: @convention(c) (OpaquePointer?) -> CInt
    ) {
        if let library {
            push(original: library)
        } else {
            state.push(copyOf: Int(LUA_GLOBALSINDEX))
        }
        state.push(name, of: -1)
        if unsafe lua_getupvalue(state.pointer, -1, 1) == nil { state.pushNil() }
        state.insert(at: -2)
        unsafe lua_pushcclosure(state.pointer, function, 2)
        state.set(name, in: -2)
        state.pop()
    }

    /// `pairs` returns `next`, as a function of its own.
    private func letPairsUseNext() {
        push(original: "pairs")
        let pairs = unsafe lua_tocfunction(state.pointer, -1)
        state.pop()
        state.pushNil()
        push(original: "next")
        _ = unsafe lua_getupvalue(state.pointer, -1, 2)
        state.remove(at: -2)
        unsafe lua_pushcclosure(state.pointer, martlet_reading, 2)
        unsafe lua_pushcclosure(state.pointer, pairs, 1)
        state.set("pairs", in: Int(LUA_GLOBALSINDEX))
    }

    /// Replaces the table on top by a guarded one with its contents.
    func guardTable() {
        unsafe martlet_guard(state.pointer, 0)
    }

    /// Makes reading a missing field of the table on top an error.
    func refuseMissingFields() {
        state.pushTable(fields: 1)
        unsafe lua_pushcclosure(state.pointer, martlet_refuse_global, 0)
        state.set("__index", in: -2)
        unsafe lua_setmetatable(state.pointer, -2)
    }

    /// Makes the table on top the contents of the global variables, and guards it; it stays where it
    /// is, so that more can be put there from outside.
    func setGlobals() {
        refuseMissingFields()
        state.push(copyOf: -1)
        state.pushTable(fields: 1)
        unsafe lua_pushcclosure(state.pointer, martlet_refuse_global, 0)
        state.set("__index", in: -2)
        guardTable()
        state.insert(at: -2)
        unsafe martlet_guard(state.pointer, CInt(state.count - 1))
        state.remove(at: -2)
        state.push(copyOf: -1)
        state.set("_G", in: -3)
        guardStrings()
        unsafe lua_replace(state.pointer, LUA_GLOBALSINDEX)
    }

    /// Makes the table in a slot the contents of the global variables.
    func useGlobals(_ slot: Int) {
        state.push(copyOf: Int(LUA_GLOBALSINDEX))
        unsafe martlet_set_contents(state.pointer, CInt(slot))
        state.pop()
    }

    /// Hides the metatable of strings, whose contents stay those of the library.
    private func guardStrings() {
        state.pushTable(fields: 1)
        state.push("string", of: -3)
        state.set("__index", in: -2)
        guardTable()
        push(original: "getmetatable")
        unsafe lua_pushcclosure(state.pointer, martlet_getmetatable, 2)
        state.set("getmetatable", in: -3)
    }
}
