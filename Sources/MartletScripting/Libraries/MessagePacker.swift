import MartletEngine

/// Writes values of Lua's as MessagePack.
struct MessagePacker {
    /// Tables that are nested deeper become nil.
    private static let mostNested = 16

    private let lua: LuaState
    private(set) var bytes: [UInt8] = []

    init(_ lua: LuaState) {
        self.lua = lua
    }

    /// Packs the value on top, which is taken from the stack; returns false if there is no room on it.
    mutating func pack(level: Int = 0) -> Bool {
        guard lua.makeRoom(for: 5) else { return false }
        switch lua.type(at: -1) {
        case .string: packString()
        case .boolean: bytes.append(lua.boolean(at: -1) ? 0xc3 : 0xc2)
        case .number: pack(lua.number(at: -1))
        case .table where level < Self.mostNested:
            lua.replaceByContents()
            guard isArray() ? packArray(level) : packMap(level) else { return false }
        default: bytes.append(0xc0)
        }
        lua.pop()
        return true
    }

    private mutating func packString() {
        let count = lua.length(at: -1)
        switch count {
        case ..<32: bytes.append(0xa0 | UInt8(count))
        case ...0xff: append(0xd9, UInt8(count))
        case ...0xffff: append(0xda, UInt16(count))
        default: append(0xdb, UInt32(truncatingIfNeeded: count))
        }
        let text = lua.withString(at: -1) { [UInt8]($0) }
        bytes += text
    }

    private mutating func pack(_ value: Double) {
        if let integer = Int64(exactly: value) { return pack(integer) }
        let single = Float(value)
        if Double(single) == value {
            append(0xca, single.bitPattern)
        } else {
            append(0xcb, value.bitPattern)
        }
    }

    private mutating func pack(_ value: Int64) {
        switch value {
        case 0...127: bytes.append(UInt8(value))
        case 128...0xff: append(0xcc, UInt8(value))
        case 0x100...0xffff: append(0xcd, UInt16(value))
        case 0x1_0000...0xffff_ffff: append(0xce, UInt32(value))
        case 0x1_0000_0000...: append(0xcf, UInt64(value))
        case -32..<0: bytes.append(UInt8(bitPattern: Int8(value)))
        case -128..<0: append(0xd0, UInt8(bitPattern: Int8(value)))
        case -32768..<0: append(0xd1, UInt16(bitPattern: Int16(value)))
        case -0x8000_0000..<0: append(0xd2, UInt32(bitPattern: Int32(value)))
        default: append(0xd3, UInt64(bitPattern: value))
        }
    }

    /// Whether the table on top has the keys from 1 to their number and no other.
    private func isArray() -> Bool {
        var count = 0
        var greatest = 0.0
        lua.pushNil()
        while lua.next(in: -2) {
            lua.pop()
            let number = lua.number(at: -1)
            guard lua.type(at: -1) == .number, number > 0, Int32(exactly: number) != nil else {
                lua.pop()
                return false
            }
            greatest = max(greatest, number)
            count += 1
        }
        return greatest == Double(count)
    }

    private mutating func packArray(_ level: Int) -> Bool {
        let count = lua.length(at: -1)
        appendHead(short: 0x90, 0xdc, 0xdd, count)
        guard count > 0 else { return true }
        for number in 1...count {
            lua.push(element: number, of: -1)
            guard pack(level: level + 1) else { return false }
        }
        return true
    }

    private mutating func packMap(_ level: Int) -> Bool {
        var count = 0
        lua.pushNil()
        while lua.next(in: -2) {
            lua.pop()
            count += 1
        }
        appendHead(short: 0x80, 0xde, 0xdf, count)
        lua.pushNil()
        while lua.next(in: -2) {
            lua.push(copyOf: -2)
            guard pack(level: level + 1), pack(level: level + 1) else { return false }
        }
        return true
    }

    private mutating func appendHead(short: UInt8, _ medium: UInt8, _ long: UInt8, _ count: Int) {
        switch count {
        case ..<16: bytes.append(short | UInt8(count))
        case ...0xffff: append(medium, UInt16(count))
        default: append(long, UInt32(truncatingIfNeeded: count))
        }
    }

    /// Appends a mark and a word, highest byte first.
    private mutating func append<Word: FixedWidthInteger>(_ mark: UInt8, _ word: Word) {
        bytes.append(mark)
        var shift = Word.bitWidth
        while shift > 0 {
            shift -= 8
            bytes.append(UInt8(truncatingIfNeeded: word >> Word(shift)))
        }
    }
}
