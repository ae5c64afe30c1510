import MartletEngine

/// Turns what a script returns into a reply.
///
/// What is nested lies on a stack of its own, not on the thread's: a script may nest tables as deep
/// as it likes.
struct LuaToReply {
    /// A table whose elements are being replied with; it is on Lua's stack, and of a map or a set the
    /// key that was the last.
    private struct Level {
        enum Kind {
            case array
            case map
            case set
        }

        let kind: Kind
        let place: ReplyWriter.Place
        var count = 0
        /// Whether the value of a map's key comes next.
        var isValueNext = false
    }

    /// The errors that a reply has.
    struct Errors {
        /// Those of the script itself, which are to be counted.
        var own: [ReplyError] = []
        /// How many others there are, which were counted when the commands failed.
        var countedCount = 0

        var areNone: Bool { own.isEmpty && countedCount == 0 }
    }

    private static let tooDeep = ReplyError("ERR reached lua stack limit")

    private let lua: LuaState
    /// How many values Redis's stack has less than ours.
    private let extraSlots: Int
    /// The protocol that the script asked for.
    private let version: RESPVersion
    private var levels: [Level] = []
    /// The errors that were written.
    private var errors = Errors()

    private init(_ interpreter: Interpreter, _ version: RESPVersion) {
        lua = interpreter.lua
        extraSlots = interpreter.slotCount - 1
        self.version = version
    }

    /// Replies with the value on top, which is taken from the stack; returns the errors in it.
    static func write(
        _ interpreter: Interpreter, _ version: RESPVersion, _ reply: inout ReplyWriter
    ) -> Errors {
        var writer = LuaToReply(interpreter, version)
        writer.writeValue(&reply)
        while let last = writer.levels.indices.last {
            if writer.pushNext(of: last) {
                writer.writeValue(&reply)
            } else {
                writer.finish(&reply)
            }
        }
        return writer.errors
    }

    /// Pushes the next element of the level at `index`; returns false if there is none.
    private mutating func pushNext(of index: Int) -> Bool {
        switch levels[index].kind {
        case .array:
            levels[index].count += 1
            lua.push(element: levels[index].count, of: -1)
            guard lua.type(at: -1) == .null else { return true }
            levels[index].count -= 1
            lua.pop()
            return false
        case .map:
            // The table, the key, and the value if that comes next.
            if levels[index].isValueNext {
                levels[index].isValueNext = false
                return true
            }
            guard lua.next(in: -2) else { return false }
            levels[index].count += 1
            levels[index].isValueNext = true
            lua.push(copyOf: -2)
            return true
        case .set:
            guard lua.next(in: -2) else { return false }
            levels[index].count += 1
            lua.pop()
            lua.push(copyOf: -1)
            return true
        }
    }

    /// Writes the head of the last level, whose elements are written.
    private mutating func finish(_ reply: inout ReplyWriter) {
        guard let level = levels.popLast() else { return }
        switch level.kind {
        case .array:
            reply.finishArray(at: level.place, count: level.count)
            lua.pop()
        case .map:
            reply.finishMap(at: level.place, count: level.count)
            lua.pop(2)
        case .set:
            reply.finishSet(at: level.place, count: level.count)
            lua.pop(2)
        }
    }

    /// Writes the value on top and takes it from the stack, or begins a level for it.
    private mutating func writeValue(_ reply: inout ReplyWriter) {
        guard lua.makeRoom(for: 4 - extraSlots) else {
            writeError(Self.tooDeep, &reply)
            return lua.pop()
        }
        _ = lua.makeRoom(for: 4)
        switch lua.type(at: -1) {
        case .string:
            lua.withString(at: -1) { reply.bulk($0) }
        case .boolean:
            writeBoolean(&reply)
        case .number:
            reply.integer(LuaState.wholeNumber(lua.number(at: -1)))
        case .table:
            return writeTable(&reply)
        default:
            reply.null()
        }
        lua.pop()
    }

    private func writeBoolean(_ reply: inout ReplyWriter) {
        let value = lua.boolean(at: -1)
        if version == .three {
            reply.boolean(value)
        } else if value {
            reply.integer(1)
        } else {
            reply.null()
        }
    }

    private mutating func writeError(_ error: ReplyError, _ reply: inout ReplyWriter) {
        reply.error(error)
        errors.own.append(error)
    }

    private mutating func writeTable(_ reply: inout ReplyWriter) {
        if writeMarked(&reply) { return lua.pop() }
        lua.push("map", of: -1)
        if lua.type(at: -1) == .table { return begin(.map, &reply) }
        lua.pop()
        lua.push("set", of: -1)
        if lua.type(at: -1) == .table { return begin(.set, &reply) }
        lua.pop()
        levels.append(Level(kind: .array, place: reply.place))
    }

    /// Begins a map or a set: its table is on top of the one that it was found in, and the last key
    /// comes on top of that.
    private mutating func begin(_ kind: Level.Kind, _ reply: inout ReplyWriter) {
        lua.replaceByContents()
        lua.pushNil()
        levels.append(Level(kind: kind, place: reply.place))
    }

    /// Writes the table on top if it stands for one value: an error, a status and the like.
    private mutating func writeMarked(_ reply: inout ReplyWriter) -> Bool {
        lua.push("err", of: -1)
        let isError = lua.type(at: -1) == .string
        lua.pop()
        if isError {
            let error = ScriptError(lua)
            reply.error(error.error)
            if error.isCounted { errors.countedCount += 1 } else { errors.own.append(error.error) }
            return true
        }
        lua.push("ok", of: -1)
        if let text = takeString() {
            reply.status(Self.withoutLineEnds(text).span)
            return true
        }
        lua.push("double", of: -1)
        let isDouble = lua.type(at: -1) == .number
        if isDouble { reply.double(lua.number(at: -1)) }
        lua.pop()
        if isDouble { return true }
        lua.push("big_number", of: -1)
        if let text = takeString() {
            reply.bigNumber(digits: Self.withoutLineEnds(text, isCut: false).span)
            return true
        }
        return writeVerbatim(&reply)
    }

    private mutating func writeVerbatim(_ reply: inout ReplyWriter) -> Bool {
        lua.push("verbatim_string", of: -1)
        defer { lua.pop() }
        guard lua.type(at: -1) == .table else { return false }
        lua.push("format", of: -1)
        lua.push("string", of: -2)
        defer { lua.pop(2) }
        guard lua.type(at: -1) == .string, lua.type(at: -2) == .string else { return false }
        let format = lua.withString(at: -2) { [UInt8]($0) }
        lua.withString(at: -1) { reply.verbatim($0, format: format.span) }
        return true
    }

    /// Returns a text up to a zero byte, with blanks for its line ends.
    private static func withoutLineEnds(_ text: [UInt8], isCut: Bool = true) -> [UInt8] {
        let text = isCut ? text.prefix { $0 != 0 } : text[...]
        return text.map { $0 == UInt8(ascii: "\r") || $0 == UInt8(ascii: "\n") ? 32 : $0 }
    }

    /// Takes the value on top; returns it if it is a string.
    private func takeString() -> [UInt8]? {
        defer { lua.pop() }
        guard lua.type(at: -1) == .string else { return nil }
        return lua.withString(at: -1) { [UInt8]($0) }
    }
}
