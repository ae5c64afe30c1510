import CLua
import MartletEngine

/// What a function that runs was compiled from.
struct LuaPlace {
    var isC: Bool
    /// The name of the chunk.
    var source: String
    var line: Int
}

/// Tables, without a look at their metatables.
extension LuaState {
    func pushTable(elements: Int = 0, fields: Int = 0) {
        unsafe lua_createtable(pointer, CInt(clamping: elements), CInt(clamping: fields))
    }

    /// The index of what `index` means once one more value was pushed.
    private static func below(_ index: Int) -> CInt {
        index < 0 && index > LUA_REGISTRYINDEX ? CInt(index - 1) : CInt(index)
    }

    /// Replaces the key on top by what the table at `index` has for it.
    func get(from index: Int) {
        unsafe lua_rawget(pointer, CInt(index))
    }

    /// Pushes what the table at `index` has for `key`.
    func push(_ key: StaticString, of index: Int) {
        push(key)
        unsafe lua_rawget(pointer, Self.below(index))
    }

    /// Pushes what the table at `index` has for a number.
    func push(element number: Int, of index: Int) {
        unsafe lua_rawgeti(pointer, CInt(index), CInt(clamping: number))
    }

    /// Puts the value on top into the table at `index`, for the key below it. That is neither nil nor
    /// no number.
    func set(in index: Int) {
        unsafe lua_rawset(pointer, CInt(index))
    }

    /// Puts the value on top into the table at `index`, for `key`.
    func set(_ key: StaticString, in index: Int) {
        push(key)
        insert(at: -2)
        unsafe lua_rawset(pointer, Self.below(index))
    }

    /// Puts the value on top into the table at `index`, for a number.
    func set(element number: Int, in index: Int) {
        unsafe lua_rawseti(pointer, CInt(index), CInt(clamping: number))
    }

    /// Replaces the key on top by the key that follows it in the table at `index`, and pushes its
    /// value. The first key follows nil. Returns false, with nothing pushed, at the end.
    func next(in index: Int) -> Bool {
        unsafe lua_next(pointer, CInt(index)) != 0
    }

    /// Pushes the contents of the guarded table at `index`; returns false, with nothing pushed, if it is
    /// none.
    func pushContents(of index: Int) -> Bool {
        unsafe martlet_push_contents(pointer, CInt(index)) != 0
    }

    /// Replaces the table on top by its contents if it is guarded: it is going to be read.
    func replaceByContents() {
        if pushContents(of: -1) { remove(at: -2) }
    }

    /// Keeps the value on top, which is taken from the stack; returns its number.
    func keep() -> Int {
        unsafe Int(luaL_ref(pointer, LUA_REGISTRYINDEX))
    }

    /// Pushes a value that was kept.
    func push(kept number: Int) {
        unsafe lua_rawgeti(pointer, LUA_REGISTRYINDEX, CInt(number))
    }

    /// Forgets a value that was kept.
    func forget(kept number: Int) {
        unsafe luaL_unref(pointer, LUA_REGISTRYINDEX, CInt(number))
    }

    /// Returns where the function at `level` is; nil if none runs there.
    func place(level: Int) -> LuaPlace? {
        var activation = unsafe lua_Debug()
        guard unsafe lua_getstack(pointer, CInt(level), &activation) != 0 else { return nil }
        unsafe lua_getinfo(pointer, "Sl", &activation)
        let isC = unsafe activation.what.pointee == CChar(UInt8(ascii: "C"))
        return unsafe LuaPlace(
            isC: isC, source: String(cString: activation.source),
            line: Int(activation.currentline))
    }
}
