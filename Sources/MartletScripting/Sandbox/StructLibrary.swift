import MartletEngine

/// The table `struct`: numbers and strings as C lays them out.
enum StructLibrary {
    static let functions = [
        NamedFunction("pack", pack), NamedFunction("unpack", unpack),
        NamedFunction("size", size),
    ]

    static func pack(_ lua: LuaState, _ interpreter: Interpreter) -> LuaOutcome {
        guard let format = lua.text(at: 1) else { return lua.badType(1, "string") }
        do throws(StructFailure) {
            var packer = StructPacker(lua, StructFormat(format))
            try packer.packAll()
            lua.push(packer.bytes.span)
            return .results(1)
        } catch {
            return fail(error, lua)
        }
    }

    static func unpack(_ lua: LuaState, _ interpreter: Interpreter) -> LuaOutcome {
        guard let format = lua.text(at: 1) else { return lua.badType(1, "string") }
        guard let data = lua.text(at: 2) else { return lua.badType(2, "string") }
        guard lua.type(at: 3) == .none || lua.type(at: 3) == .null || lua.isNumber(at: 3) else {
            return lua.badType(3, "number")
        }
        let start = lua.isNumber(at: 3) ? lua.wholeNumber(at: 3) : 1
        guard start != 0 else { return lua.badArgument(3, "offset must be 1 or greater") }
        do throws(StructFailure) {
            var unpacker = StructUnpacker(lua, StructFormat(format), data, start &- 1)
            try unpacker.unpackAll()
            lua.push(Double(unpacker.position + 1))
            return .results(unpacker.count + 1)
        } catch {
            return fail(error, lua)
        }
    }

    static func size(_ lua: LuaState, _ interpreter: Interpreter) -> LuaOutcome {
        guard let text = lua.text(at: 1) else { return lua.badType(1, "string") }
        do throws(StructFailure) {
            var format = StructFormat(text, ignoresLetters: true)
            var offset = 0
            while let item = try format.next(at: offset) {
                offset += item.padding
                if item.option == UInt8(ascii: "s") {
                    throw .argument(1, "option 's' has no fixed size")
                }
                if item.option == UInt8(ascii: "c"), item.size == 0 {
                    throw .argument(1, "option 'c0' has no fixed size")
                }
                offset += item.size
            }
            lua.push(Double(offset))
            return .results(1)
        } catch {
            return fail(error, lua)
        }
    }

    private static func fail(_ failure: StructFailure, _ lua: LuaState) -> LuaOutcome {
        switch failure {
        case .argument(let index, let text): lua.badArgument(index, text)
        case .message(let text): lua.raise(text)
        }
    }
}

/// Puts values behind each other.
private struct StructPacker {
    private let lua: LuaState
    private var format: StructFormat
    private var argument = 2
    private(set) var bytes: [UInt8] = []

    init(_ lua: LuaState, _ format: StructFormat) {
        self.lua = lua
        self.format = format
    }

    mutating func packAll() throws(StructFailure) {
        while let item = try format.next(at: bytes.count) {
            bytes += repeatElement(0, count: item.padding)
            try pack(item)
        }
    }

    private mutating func pack(_ item: StructFormat.Item) throws(StructFailure) {
        switch item.option {
        case UInt8(ascii: "x"): bytes.append(0)
        case UInt8(ascii: "f"):
            append(UInt64(Float(try takeNumber()).bitPattern), size: 4)
        case UInt8(ascii: "d"):
            append(try takeNumber().bitPattern, size: 8)
        case UInt8(ascii: "c"), UInt8(ascii: "s"): try packString(item)
        default:
            let number = try takeNumber()
            let word =
                UInt64(exactly: number.rounded(.towardZero))
                ?? UInt64(bitPattern: Int64(LuaState.wholeNumber(number)))
            append(word, size: item.size)
        }
    }

    private mutating func packString(_ item: StructFormat.Item) throws(StructFailure) {
        guard let text = lua.text(at: argument) else { throw wrongType("string") }
        argument += 1
        let size = item.size == 0 ? text.count : item.size
        // Redis names the argument behind the string.
        guard text.count >= size else { throw .argument(argument, "string too short") }
        bytes += text[..<size]
        if item.option == UInt8(ascii: "s") { bytes.append(0) }
    }

    private mutating func takeNumber() throws(StructFailure) -> Double {
        guard lua.isNumber(at: argument) else { throw wrongType("number") }
        defer { argument += 1 }
        return lua.number(at: argument)
    }

    private func wrongType(_ expected: String) -> StructFailure {
        let isThere = lua.type(at: argument) != .none
        let found = isThere ? lua.typeName(at: argument) : "nil"
        return .argument(argument, "\(expected) expected, got \(found)")
    }

    private mutating func append(_ word: UInt64, size: Int) {
        for i in 0..<size {
            let place = format.isLittleEndian ? i : size - 1 - i
            bytes.append(place < 8 ? UInt8(truncatingIfNeeded: word >> UInt64(8 * place)) : 0)
        }
    }
}

/// Pushes the values that lie behind each other.
private struct StructUnpacker {
    private let lua: LuaState
    private var format: StructFormat
    private let data: [UInt8]
    private(set) var position: Int
    /// How many values were pushed.
    private(set) var count = 0

    init(_ lua: LuaState, _ format: StructFormat, _ data: [UInt8], _ position: Int) {
        self.lua = lua
        self.format = format
        self.data = data
        self.position = position
    }

    mutating func unpackAll() throws(StructFailure) {
        while var item = try format.next(at: position, within: data.count) {
            position += item.padding
            try checkRoom(for: item.size)
            guard lua.makeRoom(for: 4) else { throw .message("stack overflow (too many results)") }
            try unpack(&item)
            position += item.size
        }
    }

    private func checkRoom(for size: Int) throws(StructFailure) {
        guard position >= 0, size >= 0, size <= data.count, position <= data.count - size else {
            throw .argument(2, "data string too short")
        }
    }

    private mutating func unpack(_ item: inout StructFormat.Item) throws(StructFailure) {
        switch item.option {
        case UInt8(ascii: "x"): return
        case UInt8(ascii: "f"):
            lua.push(Double(Float(bitPattern: UInt32(word(size: 4)))))
        case UInt8(ascii: "d"):
            lua.push(Double(bitPattern: word(size: 8)))
        case UInt8(ascii: "c"):
            if item.size == 0 { item.size = try takeSize() }
            lua.push(data.span.extracting(position..<position + item.size))
        case UInt8(ascii: "s"):
            guard let end = data[position...].firstIndex(of: 0) else {
                throw .message("unfinished string in data")
            }
            lua.push(data.span.extracting(position..<end))
            item.size = end - position + 1
        default:
            lua.push(integer(item))
        }
        count += 1
    }

    /// Takes the number that was pushed last as the size of what comes.
    private mutating func takeSize() throws(StructFailure) -> Int {
        guard count > 0, lua.isNumber(at: -1) else {
            throw .message("format 'c0' needs a previous size")
        }
        let size = lua.wholeNumber(at: -1)
        lua.pop()
        count -= 1
        try checkRoom(for: size)
        return size
    }

    private func integer(_ item: StructFormat.Item) -> Double {
        let word = word(size: item.size)
        let isSigned = item.option >= UInt8(ascii: "a")
        guard isSigned else { return Double(word) }
        let mask = UInt64.max << UInt64((item.size * 8 - 1) & 63)
        return Double(Int64(bitPattern: word & mask != 0 ? word | mask : word))
    }

    private func word(size: Int) -> UInt64 {
        var word: UInt64 = 0
        for i in 0..<size {
            let place = format.isLittleEndian ? size - 1 - i : i
            word = word << 8 | UInt64(data[position + place])
        }
        return word
    }
}
