import MartletEngine

/// Turns the reply to a command into a value of Lua's.
struct ReplyToLua: ~Escapable {
    private let bytes: Span<UInt8>
    private let insertions: Span<ReplyWriter.Insertion>
    /// The room for a table, its key, and a value of some tables.
    private static let roomInside = 8

    private var position = 0
    private var nextInsertion = 0

    @_lifetime(borrow reply)
    private init(_ reply: borrowing ReplyWriter) {
        bytes = reply.buffer.span
        insertions = reply.insertions.span
    }

    /// Pushes the value of a reply; returns whether it is an error.
    static func push(_ reply: borrowing ReplyWriter, _ lua: LuaState) -> Bool {
        var reader = ReplyToLua(reply)
        let isError = reply.firstType == UInt8(ascii: "-")
        guard reader.push(lua) else {
            RedisLibrary.pushError("reached lua stack limit", lua)
            return true
        }
        return isError
    }

    /// Pushes the next value; returns whether there was room for it. For one that has no others in it
    /// there always is: what holds it made that room, or Lua as it called.
    @_lifetime(self: copy self)
    private mutating func push(_ lua: LuaState) -> Bool {
        let type = bytes[position]
        position += 1
        switch type {
        case UInt8(ascii: "$"):
            let count = takeInteger()
            if count < 0 { lua.push(false) } else { pushBulk(count, lua) }
        case UInt8(ascii: ":"):
            lua.push(Double(takeInteger()))
        case UInt8(ascii: "+"):
            lua.pushTable(fields: 1)
            lua.push("ok")
            lua.push(bytes.extracting(takeLine()))
            lua.set(in: -3)
        case UInt8(ascii: "-"):
            RedisLibrary.pushCommandError(bytes.extracting(takeLine()), lua)
        case UInt8(ascii: "*"), UInt8(ascii: ">"):
            let count = takeInteger()
            if count < 0 { lua.push(false) } else { return pushArray(count, lua) }
        case UInt8(ascii: "%"): return pushMap(takeInteger(), lua)
        case UInt8(ascii: "~"): return pushSet(takeInteger(), lua)
        case UInt8(ascii: "|"): return skipAttribute(takeInteger(), lua)
        default: pushScalar(type, lua)
        }
        return true
    }

    /// Pushes a value of a type that only RESP3 has.
    @_lifetime(self: copy self)
    private mutating func pushScalar(_ type: UInt8, _ lua: LuaState) {
        switch type {
        case UInt8(ascii: "#"):
            lua.push(bytes[takeLine().lowerBound] == UInt8(ascii: "t"))
        case UInt8(ascii: ","):
            let line = takeLine()
            lua.pushTable(fields: 1)
            lua.push(bytes.extracting(line).parseBound() ?? Double.nan)
            lua.set("double", in: -2)
        case UInt8(ascii: "("):
            lua.pushTable(fields: 1)
            lua.push(bytes.extracting(takeLine()))
            lua.set("big_number", in: -2)
        case UInt8(ascii: "="):
            let count = takeInteger()
            lua.pushTable(fields: 1)
            lua.pushTable(fields: 2)
            lua.push(bytes.extracting(position + 4..<position + count))
            lua.set("string", in: -2)
            lua.push(bytes.extracting(position..<position + 3))
            lua.set("format", in: -2)
            lua.set("verbatim_string", in: -2)
            position += count + 2
        default:
            position += 2
            lua.pushNil()
        }
    }

    @_lifetime(self: copy self)
    private mutating func pushBulk(_ count: Int, _ lua: LuaState) {
        if nextInsertion < insertions.count, insertions[nextInsertion].offset == position {
            let blob = insertions[nextInsertion].blob
            lua.push(blob.span)
            nextInsertion += 1
            position += 2
        } else {
            lua.push(bytes.extracting(position..<position + count))
            position += count + 2
        }
    }

    @_lifetime(self: copy self)
    private mutating func pushArray(_ count: Int, _ lua: LuaState) -> Bool {
        guard lua.makeRoom(for: Self.roomInside) else { return false }
        lua.pushTable(elements: count)
        for index in 0..<count {
            guard push(lua) else { return false }
            lua.set(element: index + 1, in: -2)
        }
        return true
    }

    @_lifetime(self: copy self)
    private mutating func pushMap(_ count: Int, _ lua: LuaState) -> Bool {
        guard lua.makeRoom(for: Self.roomInside) else { return false }
        lua.pushTable(fields: 1)
        lua.pushTable()
        for _ in 0..<count {
            guard push(lua), push(lua) else { return false }
            lua.set(in: -3)
        }
        lua.set("map", in: -2)
        return true
    }

    @_lifetime(self: copy self)
    private mutating func pushSet(_ count: Int, _ lua: LuaState) -> Bool {
        guard lua.makeRoom(for: Self.roomInside) else { return false }
        lua.pushTable(fields: 1)
        lua.pushTable()
        for _ in 0..<count {
            guard push(lua) else { return false }
            lua.push(true)
            lua.set(in: -3)
        }
        lua.set("set", in: -2)
        return true
    }

    /// Scripts don't see attributes: what they are about is pushed.
    @_lifetime(self: copy self)
    private mutating func skipAttribute(_ count: Int, _ lua: LuaState) -> Bool {
        for _ in 0..<count * 2 {
            guard push(lua) else { return false }
            lua.pop()
        }
        return push(lua)
    }

    // MARK: Lines

    @_lifetime(self: copy self)
    private mutating func takeInteger() -> Int {
        var value = 0
        let isNegative = bytes[position] == UInt8(ascii: "-")
        if isNegative { position += 1 }
        while bytes[position] != UInt8(ascii: "\r") {
            let digit = Int(bytes[position] &- 48)
            value = value &* 10 &- digit
            position += 1
        }
        position += 2
        return isNegative ? value : 0 &- value
    }

    /// Returns where the rest of the line lies.
    @_lifetime(self: copy self)
    private mutating func takeLine() -> Range<Int> {
        let start = position
        while bytes[position] != UInt8(ascii: "\r") { position += 1 }
        defer { position += 2 }
        return start..<position
    }
}
