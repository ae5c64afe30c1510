/// How one element is written: a head that tells its form and its length, the bytes of a text, and
/// behind them the length of both, to be read backwards.
///
/// The form is the first that fits: an integer by its size, else a text by its length.
@unsafe struct PackedEntry {
    /// Where the entry begins.
    let start: UnsafeMutablePointer<UInt8>
    /// The length of the head; that of an integer holds its value.
    let headCount: Int
    /// The length of the text, 0 for an integer.
    let textCount: Int
    let isInteger: Bool

    /// Reads the entry at `start`, whose head is all there.
    @inline(__always) init(at start: UnsafeMutablePointer<UInt8>) {
        unsafe self.start = start
        let byte = unsafe start[0]
        if byte < 0x80 {
            unsafe (headCount, textCount, isInteger) = (1, 0, true)
        } else if byte < 0xc0 {
            unsafe (headCount, textCount, isInteger) = (1, Int(byte & 0x3f), false)
        } else if byte < 0xe0 {
            unsafe (headCount, textCount, isInteger) = (2, 0, true)
        } else {
            unsafe (headCount, textCount, isInteger) = Self.longHead(at: start)
        }
    }

    /// Returns the length of the entry at `start`, whose head is all there.
    @inline(__always) static func count(at start: UnsafeMutablePointer<UInt8>) -> Int {
        let byte = unsafe start[0]
        if byte < 0x80 { return 2 }
        if byte < 0xc0 { return Int(byte & 0x3f) &+ 2 }
        return unsafe byte < 0xe0 ? 3 : PackedEntry(at: start).count
    }

    private static func longHead(
        at start: UnsafeMutablePointer<UInt8>
    ) -> (headCount: Int, textCount: Int, isInteger: Bool) {
        let byte = unsafe start[0]
        switch byte {
        case 0xe0..<0xf0: return unsafe (2, Int(byte & 0xf) << 8 | Int(start[1]), false)
        case 0xf0: return unsafe (5, Int(ByteWords.load32(start + 1)), false)
        case 0xf1: return (3, 0, true)
        case 0xf2: return (4, 0, true)
        case 0xf3: return (5, 0, true)
        case 0xf4: return (9, 0, true)
        default: preconditionFailure("no entry begins here")
        }
    }

    /// The length of the head and the text.
    @inline(__always) var bodyCount: Int { unsafe headCount &+ textCount }

    /// The length of the entry.
    @inline(__always) var count: Int {
        let body = unsafe bodyCount
        return body &+ Self.tailCount(ofBody: body)
    }

    @inline(__always) var text: UnsafeMutablePointer<UInt8> { unsafe start + headCount }

    /// The value of an integer.
    var integer: Int {
        let byte = unsafe start[0]
        switch byte {
        case 0..<0x80: return Int(byte)
        case 0xc0..<0xe0:
            let bits = unsafe Int(byte & 0x1f) << 8 | Int(start[1])
            return bits >= 1 << 12 ? bits - 1 << 13 : bits
        case 0xf1: return unsafe Int(Int16(bitPattern: ByteWords.load16(start + 1)))
        case 0xf2:
            let bits = unsafe UInt32(ByteWords.load16(start + 1)) | UInt32(start[3]) << 16
            return Int(Int32(bitPattern: bits << 8) >> 8)
        case 0xf3: return unsafe Int(Int32(bitPattern: ByteWords.load32(start + 1)))
        default: return unsafe Int(bitPattern: UInt(ByteWords.load64(start + 1)))
        }
    }
}

// MARK: - Lengths read backwards

extension PackedEntry {
    /// How many bytes the length of a head and text takes.
    @safe @inline(__always) static func tailCount(ofBody count: Int) -> Int {
        if count <= 127 { return 1 }
        return longTailCount(ofBody: count)
    }

    @safe private static func longTailCount(ofBody count: Int) -> Int {
        if count < 16383 { return 2 }
        if count < 2_097_151 { return 3 }
        return count < 268_435_455 ? 4 : 5
    }

    /// Writes the length of a head and text: seven bits a byte, the last byte without a mark.
    @inline(__always)
    static func writeTail(ofBody count: Int, at target: UnsafeMutablePointer<UInt8>) {
        guard count > 127 else { return unsafe target[0] = UInt8(truncatingIfNeeded: count) }
        var rest = count
        let tailCount = tailCount(ofBody: count)
        for i in (0..<tailCount).reversed() {
            unsafe target[i] = UInt8(truncatingIfNeeded: rest & 127) | (i > 0 ? 128 : 0)
            rest >>= 7
        }
    }

    /// Reads a length whose last byte comes before `end`; nil if it takes more than `most` bytes.
    @inline(__always)
    static func readTail(before end: UnsafeMutablePointer<UInt8>, most: Int) -> Int? {
        var (value, shift) = (0, 0)
        for i in 1...5 {
            guard i <= most else { return nil }
            let byte = unsafe (end - i).pointee
            value |= Int(byte & 127) << shift
            if byte < 128 { return value }
            shift += 7
        }
        return nil
    }
}
