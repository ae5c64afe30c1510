import MartletEngine

/// What scripts write into the server's log.
enum ScriptLog {
    private static let levels: [Settings.LogLevel] = [.debug, .verbose, .notice, .warning]

    /// Writes the texts behind the level, with blanks between them.
    static func log(_ lua: LuaState, _ interpreter: Interpreter) -> LuaOutcome {
        guard lua.count >= 2 else {
            return RedisLibrary.raise("redis.log() requires two arguments or more.", lua)
        }
        guard lua.isNumber(at: 1) else {
            return RedisLibrary.raise("First argument must be a number (log level).", lua)
        }
        let level = Int(lua.castInteger(at: 1))
        guard levels.indices.contains(level) else {
            return RedisLibrary.raise("Invalid debug level.", lua)
        }
        guard interpreter.current.isThere else { return .results(0) }
        var text: [UInt8] = []
        for index in 2...lua.count {
            guard let part = lua.text(at: index) else { continue }
            if index > 2 { text.append(UInt8(ascii: " ")) }
            text += part
        }
        interpreter.current.with { call in
            call.host.log(String(decoding: text, as: UTF8.self), levels[level])
        }
        return .results(0)
    }
}
