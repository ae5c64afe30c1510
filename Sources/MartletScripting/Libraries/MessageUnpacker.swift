import MartletEngine

/// Reads MessagePack into values of Lua's.
///
/// What is nested lies on a stack of its own, not on the thread's.
struct MessageUnpacker {
    private static let missingBytes = "Missing bytes in input."
    private static let badFormat = "Bad data format in input."

    /// How many values redis-server's Lua lets a function have on its stack.
    private static let mostValues = 8000

    /// A table that is being filled; it is on Lua's stack, and a map's key on top of it.
    private struct Level {
        let isMap: Bool
        /// The values on Lua's stack below the table, as redis-server has them.
        let valuesBelow: Int
        /// The values that are still to come, keys included.
        var left: Int
        var number = 0

        var takesKey: Bool { isMap && left % 2 == 0 }
    }

    private let lua: LuaState
    private let data: [UInt8]
    private(set) var position: Int
    private var levels: [Level] = []
    /// The values on Lua's stack below those that are unpacked.
    private var valuesBelow = 0

    init(_ lua: LuaState, _ data: [UInt8], _ position: Int) {
        self.lua = lua
        self.data = data
        self.position = position
    }

    var isAtEnd: Bool { position >= data.count }

    /// Pushes the next value; returns what is wrong with the data, if it is.
    mutating func unpack() -> String? {
        levels = []
        valuesBelow = lua.count
        repeat {
            guard valueCount < Self.mostValues, lua.makeRoom(for: 1) else {
                return """
                    stack overflow (too many return values at once; use unpack_one or unpack_limit \
                    instead.)
                    """
            }
            if let failure = pushValue() { return failure }
            if let failure = putAway() { return failure }
        } while !levels.isEmpty
        return nil
    }

    /// How many values there were in redis-server: at each level a table and, but for a key itself, the
    /// key or the number that the next value belongs to.
    private var valueCount: Int {
        guard let last = levels.last else { return valuesBelow }
        return last.valuesBelow + (last.takesKey ? 1 : 2)
    }

    /// Puts the value on top into the table below it, and each table that is full into the next.
    private mutating func putAway() -> String? {
        while let last = levels.indices.last {
            if levels[last].left == 0 {
                levels.removeLast()
                continue
            }
            guard levels[last].number >= 0 else {
                // The table was just pushed.
                levels[last].number = 0
                return nil
            }
            levels[last].left -= 1
            if !levels[last].isMap {
                levels[last].number += 1
                lua.set(element: levels[last].number, in: -2)
            } else if levels[last].takesKey {
                guard lua.type(at: -2) != .null else { return "table index is nil" }
                guard lua.type(at: -2) != .number || !lua.number(at: -2).isNaN else {
                    return "table index is NaN"
                }
                lua.set(in: -3)
            }
            guard levels[last].left == 0 else { return nil }
        }
        return nil
    }

    /// Pushes the next value, of a table only its beginning.
    private mutating func pushValue() -> String? {
        guard let mark = take(UInt8.self) else { return Self.missingBytes }
        switch mark {
        case 0x00...0x7f: lua.push(Double(mark))
        case 0xe0...0xff: lua.push(Double(Int8(bitPattern: mark)))
        case 0x80...0x8f: beginMap(Int(mark & 15))
        case 0x90...0x9f: return beginArray(Int(mark & 15))
        case 0xa0...0xbf: return pushString(Int(mark & 31))
        case 0xc0: lua.pushNil()
        case 0xc2: lua.push(false)
        case 0xc3: lua.push(true)
        case 0xca...0xd3: return pushNumber(mark)
        case 0xd9...0xdf: return pushSized(mark)
        default: return Self.badFormat
        }
        return nil
    }

    private mutating func pushNumber(_ mark: UInt8) -> String? {
        let number: Double? =
            switch mark {
            case 0xca: take(UInt32.self).map { Double(Float(bitPattern: $0)) }
            case 0xcb: take(UInt64.self).map { Double(bitPattern: $0) }
            case 0xcc: take(UInt8.self).map { Double($0) }
            case 0xcd: take(UInt16.self).map { Double($0) }
            case 0xce: take(UInt32.self).map { Double($0) }
            // Redis takes the highest bit of the longest for a sign.
            case 0xcf: take(UInt64.self).map { Double(Int64(bitPattern: $0)) }
            case 0xd0: take(UInt8.self).map { Double(Int8(bitPattern: $0)) }
            case 0xd1: take(UInt16.self).map { Double(Int16(bitPattern: $0)) }
            case 0xd2: take(UInt32.self).map { Double(Int32(bitPattern: $0)) }
            default: take(UInt64.self).map { Double(Int64(bitPattern: $0)) }
            }
        guard let number else { return Self.missingBytes }
        lua.push(number)
        return nil
    }

    private mutating func pushSized(_ mark: UInt8) -> String? {
        let count: Int? =
            switch mark {
            case 0xd9: take(UInt8.self).map { Int($0) }
            case 0xda, 0xdc, 0xde: take(UInt16.self).map { Int($0) }
            default: take(UInt32.self).map { Int($0) }
            }
        guard let count else { return Self.missingBytes }
        switch mark {
        case 0xdc, 0xdd: return beginArray(count)
        case 0xde, 0xdf: beginMap(count)
        default: return pushString(count)
        }
        return nil
    }

    private mutating func pushString(_ count: Int) -> String? {
        guard data.count - position >= count else { return Self.missingBytes }
        lua.push(data.span.extracting(position..<position + count))
        position += count
        return nil
    }

    private mutating func beginMap(_ count: Int) {
        begin(isMap: true, count * 2)
    }

    private mutating func beginArray(_ count: Int) -> String? {
        guard valueCount + 1 < Self.mostValues else {
            return "stack overflow (in function mp_decode_to_lua_array)"
        }
        begin(isMap: false, count)
        return nil
    }

    private mutating func begin(isMap: Bool, _ left: Int) {
        lua.pushTable()
        guard left > 0 else { return }
        levels.append(Level(isMap: isMap, valuesBelow: valueCount, left: left, number: -1))
    }

    /// Takes a word, highest byte first; nil if the data ends before.
    private mutating func take<Word: FixedWidthInteger>(_ type: Word.Type) -> Word? {
        let count = Word.bitWidth / 8
        guard data.count - position >= count else { return nil }
        var word: Word = 0
        for i in 0..<count {
            word = count == 1 ? Word(data[position]) : word << 8 | Word(data[position + i])
        }
        position += count
        return word
    }
}
