import MartletEngine

/// An error that a script raised or returned: a table with the field `err`.
struct ScriptError {
    /// What the client is told.
    var error: ReplyError
    /// Whether the error was counted when the command failed that the script called.
    var isCounted = false

    /// Reads the table on top, which stays there. `name` is that of the script, to be told with where
    /// the error was raised if that is known.
    init(_ lua: LuaState, raisedIn name: [UInt8]? = nil) {
        var text = Self.field("err", lua) ?? Array("ERR unknown error".utf8)
        if let name, let source = Self.field("source", lua), let line = Self.field("line", lua) {
            text += Array(" script: ".utf8) + name + Array(", on ".utf8) + source
            text += Array(":".utf8) + line + Array(".".utf8)
        }
        while let last = text.last, last == UInt8(ascii: "\r") || last == UInt8(ascii: "\n") {
            text.removeLast()
        }
        error = ReplyError(composing: text)
        lua.push("ignore_error_stats_update", of: -1)
        isCounted = lua.type(at: -1) == .boolean && lua.boolean(at: -1)
        lua.pop()
    }

    /// Returns a field of the table on top as C's text, which ends at a zero byte.
    private static func field(_ name: StaticString, _ lua: LuaState) -> [UInt8]? {
        lua.push(name, of: -1)
        defer { lua.pop() }
        return lua.text(at: -1).map { text in Array(text.prefix { $0 != 0 }) }
    }
}
