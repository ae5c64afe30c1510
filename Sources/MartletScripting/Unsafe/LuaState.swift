import CLua
import MartletEngine

/// The types of Lua's values.
enum LuaType {
    case none, null, boolean, number, string, table, function, other
}

/// A thread of Lua's, as functions that are written in Swift see it: a stack of values, which are
/// counted from the bottom by 1, 2, 3 and from the top by -1, -2, -3.
///
/// Nothing here raises an error of Lua's, which must not pass a frame of Swift: metatables are looked
/// past, and whoever pushes more than a few values asks for room first.
@safe struct LuaState {
    let pointer: OpaquePointer

    /// The number of values on the stack.
    var count: Int { unsafe Int(lua_gettop(pointer)) }

    /// Makes room for so many more values; returns whether there may be so many.
    func makeRoom(for count: Int) -> Bool {
        unsafe lua_checkstack(pointer, CInt(count)) != 0
    }

    func pop(_ count: Int = 1) {
        unsafe lua_settop(pointer, -1 - CInt(count))
    }

    /// Removes the value at `index`; those above move down.
    func remove(at index: Int) {
        unsafe lua_remove(pointer, CInt(index))
    }

    /// Moves the value on top to `index`; those above move up.
    func insert(at index: Int) {
        unsafe lua_insert(pointer, CInt(index))
    }
}

// MARK: - Reading

extension LuaState {
    func type(at index: Int) -> LuaType {
        switch unsafe lua_type(pointer, CInt(index)) {
        case LUA_TNONE: .none
        case LUA_TNIL: .null
        case LUA_TBOOLEAN: .boolean
        case LUA_TNUMBER: .number
        case LUA_TSTRING: .string
        case LUA_TTABLE: .table
        case LUA_TFUNCTION: .function
        default: .other
        }
    }

    /// Returns the name of a value's type, as messages give it.
    func typeName(at index: Int) -> String {
        unsafe String(cString: lua_typename(pointer, lua_type(pointer, CInt(index))))
    }

    /// Returns the number at `index`, also that which a string spells, or 0.
    func number(at index: Int) -> Double {
        unsafe lua_tonumber(pointer, CInt(index))
    }

    /// Whether the value at `index` is a number, or a string that spells one.
    func isNumber(at index: Int) -> Bool {
        unsafe lua_isnumber(pointer, CInt(index)) != 0
    }

    /// Whether the value at `index` is a string or a number.
    func isText(at index: Int) -> Bool {
        unsafe lua_isstring(pointer, CInt(index)) != 0
    }

    /// Returns whether the value at `index` is anything but nil and false.
    func boolean(at index: Int) -> Bool {
        unsafe lua_toboolean(pointer, CInt(index)) != 0
    }

    /// The number of a string's bytes, or of a table's elements.
    func length(at index: Int) -> Int {
        unsafe lua_objlen(pointer, CInt(index))
    }

    /// Calls `body` with the string at `index`, which there is.
    @inline(__always)
    func withString<Result>(at index: Int, _ body: (Span<UInt8>) -> Result) -> Result {
        var count = 0
        guard let text = unsafe lua_tolstring(pointer, CInt(index), &count) else {
            preconditionFailure("there is no string")
        }
        let bytes = unsafe UnsafeRawPointer(text).assumingMemoryBound(to: UInt8.self)
        return unsafe body(Span(_unsafeStart: bytes, count: count))
    }

    /// Returns the string at `index`, or the digits of a number, as Lua writes them; nil for others.
    /// A number on the stack stays one.
    func text(at index: Int) -> [UInt8]? {
        guard isText(at: index) else { return nil }
        push(copyOf: index)
        defer { pop() }
        return withString(at: -1) { [UInt8]($0) }
    }

    /// The address by which a value is told from others, as text.
    func address(at index: Int) -> String {
        guard let address = unsafe lua_topointer(pointer, CInt(index)) else { return "(nil)" }
        return "0x" + String(UInt(bitPattern: address), radix: 16)
    }
}

// MARK: - Pushing

extension LuaState {
    func pushNil() {
        unsafe lua_pushnil(pointer)
    }

    func push(_ value: Bool) {
        unsafe lua_pushboolean(pointer, value ? 1 : 0)
    }

    func push(_ value: Double) {
        unsafe lua_pushnumber(pointer, value)
    }

    func push(_ bytes: Span<UInt8>) {
        unsafe bytes.withUnsafeBufferPointer { buffer in
            guard let base = buffer.baseAddress else {
                return unsafe lua_pushlstring(pointer, "", 0)
            }
            unsafe lua_pushlstring(
                pointer, UnsafeRawPointer(base).assumingMemoryBound(to: CChar.self), buffer.count)
        }
    }

    func push(_ text: StaticString) {
        unsafe lua_pushlstring(
            pointer, UnsafeRawPointer(text.utf8Start).assumingMemoryBound(to: CChar.self),
            text.utf8CodeUnitCount)
    }

    func push(text: String) {
        push(text.utf8.span)
    }

    func push(copyOf index: Int) {
        unsafe lua_pushvalue(pointer, CInt(index))
    }

    /// Pushes where the function at `level` is that runs now, as errors begin: `user_script:1: `; an
    /// empty string where that isn't known. 0 is the function that asks, 1 the one that called it.
    func pushPlace(level: Int) {
        unsafe luaL_where(pointer, CInt(level))
    }

    /// Joins the two strings on top.
    func join() {
        unsafe lua_concat(pointer, 2)
    }
}
