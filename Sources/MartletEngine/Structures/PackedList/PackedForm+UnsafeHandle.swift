/// An element that is about to be written: the form it takes, and so its length.
struct PackedForm: ~Escapable {
    private let bytes: Span<UInt8>
    private let integer: Int?
    /// The length of the head and the text.
    let bodyCount: Int

    /// Takes an element that is text, or an integer that is spelled.
    @_lifetime(copy bytes)
    @inline(__always) init(_ bytes: Span<UInt8>) {
        self.bytes = bytes
        integer = bytes.count <= 20 ? bytes.parseInteger() : nil
        bodyCount =
            if let integer { Self.headCount(of: integer) } else {
                Self.headCount(ofText: bytes.count) &+ bytes.count
            }
    }

    /// Takes an element that is an integer.
    @_lifetime(immortal)
    init(_ integer: Int) {
        bytes = Span()
        self.integer = integer
        bodyCount = Self.headCount(of: integer)
    }

    /// The length of the whole entry.
    @inline(__always) var count: Int { bodyCount &+ PackedEntry.tailCount(ofBody: bodyCount) }

    /// Writes the entry.
    @inline(__always) func write(at target: UnsafeMutablePointer<UInt8>) {
        if let integer {
            unsafe Self.write(integer, at: target)
        } else {
            let head = unsafe Self.writeHead(ofText: bytes.count, at: target)
            unsafe bytes.withBase { base, count in
                unsafe ByteWords.copy(base, to: target + head, count: count)
            }
        }
        unsafe PackedEntry.writeTail(ofBody: bodyCount, at: target + bodyCount)
    }
}

// MARK: - Heads

extension PackedForm {
    private static func headCount(of integer: Int) -> Int {
        switch integer {
        case 0...127: 1
        case -4096...4095: 2
        case -32768...32767: 3
        case -8_388_608...8_388_607: 4
        case -2_147_483_648...2_147_483_647: 5
        default: 9
        }
    }

    private static func write(_ integer: Int, at target: UnsafeMutablePointer<UInt8>) {
        let bits = UInt64(bitPattern: Int64(integer))
        let count = headCount(of: integer)
        switch count {
        case 1: unsafe target[0] = UInt8(truncatingIfNeeded: bits)
        case 2:
            unsafe target[0] = 0xc0 | UInt8(truncatingIfNeeded: bits >> 8 & 0x1f)
            unsafe target[1] = UInt8(truncatingIfNeeded: bits)
        default:
            let marks: [5 of UInt8] = [0xf1, 0xf2, 0xf3, 0xf4, 0xf4]
            unsafe target[0] = marks[min(count, 6) - 3]
            for i in 0..<(count - 1) {
                unsafe target[1 + i] = UInt8(truncatingIfNeeded: bits >> UInt64(8 * i))
            }
        }
    }

    @inline(__always) private static func headCount(ofText count: Int) -> Int {
        count < 64 ? 1 : count < 4096 ? 2 : 5
    }

    @inline(__always)
    private static func writeHead(
        ofText count: Int, at target: UnsafeMutablePointer<UInt8>
    ) -> Int {
        if count < 64 {
            unsafe target[0] = 0x80 | UInt8(truncatingIfNeeded: count)
            return 1
        }
        if count < 4096 {
            unsafe target[0] = 0xe0 | UInt8(truncatingIfNeeded: count >> 8)
            unsafe target[1] = UInt8(truncatingIfNeeded: count)
            return 2
        }
        unsafe target[0] = 0xf0
        unsafe ByteWords.store(UInt32(truncatingIfNeeded: count), at: target + 1)
        return 5
    }
}
