import MartletEngine

/// Writes Redis's serialised values: lengths, strings and numbers, one after the other.
struct RDBWriter: ~Copyable {
    /// The marks of strings that aren't written as they are.
    enum Mark {
        static let int8: UInt8 = 0xc0
        static let int16: UInt8 = 0xc1
        static let int32: UInt8 = 0xc2
        static let compressed: UInt8 = 0xc3
    }

    /// The longest text of an integer that is written as one.
    private static let longestInteger = 11
    /// Strings up to this length aren't compressed.
    private static let longestPlain = 20
    /// How many bytes a compression has to save.
    private static let leastSaving = 4

    private(set) var buffer = ByteBuffer(capacity: 64)
    private let compresses: Bool
    private var compressor: LZFCompressor?

    /// - Parameter compresses: Whether strings are compressed: `rdbcompression`.
    init(compresses: Bool) {
        self.compresses = compresses
    }

    /// Returns what was written.
    consuming func finish() -> ByteBuffer {
        buffer
    }

    mutating func append(_ byte: UInt8) {
        buffer.append(byte)
    }

    mutating func append(_ type: RDBType) {
        buffer.append(type.rawValue)
    }

    /// Appends a word, lowest byte first.
    mutating func append<Word: FixedWidthInteger>(word: Word) {
        for i in 0..<Word.bitWidth / 8 {
            buffer.append(UInt8(truncatingIfNeeded: word >> Word(8 * i)))
        }
    }

    /// Appends a length: one, two, five or nine bytes.
    mutating func append(length: Int) {
        switch length {
        case ..<64:
            append(UInt8(length))
        case ..<16384:
            append(0x40 | UInt8(length >> 8))
            append(UInt8(truncatingIfNeeded: length))
        case ...Int(UInt32.max):
            append(0x80)
            append(word: UInt32(length).byteSwapped)
        default:
            append(0x81)
            append(word: UInt64(length).byteSwapped)
        }
    }

    /// Appends a number that is written as lengths are.
    mutating func append(number: UInt64) {
        guard let length = Int(exactly: number) else {
            append(0x81)
            return append(word: number.byteSwapped)
        }
        append(length: length)
    }

    /// Appends a string: as an integer if it spells a small one, compressed if it is long.
    mutating func append(string: Span<UInt8>) {
        if string.count <= Self.longestInteger, let integer = string.parseInteger(),
            append(integer: integer)
        {
            return
        }
        if compresses, string.count > Self.longestPlain, append(compressing: string) { return }
        append(length: string.count)
        buffer.append(string)
    }

    /// Appends an integer that has at most 32 bits; returns whether it had.
    private mutating func append(integer: Int) -> Bool {
        if let value = Int8(exactly: integer) {
            append(Mark.int8)
            append(word: value)
        } else if let value = Int16(exactly: integer) {
            append(Mark.int16)
            append(word: value)
        } else if let value = Int32(exactly: integer) {
            append(Mark.int32)
            append(word: value)
        } else {
            return false
        }
        return true
    }

    /// Appends a string that is compressed; returns whether that was worth it.
    private mutating func append(compressing string: Span<UInt8>) -> Bool {
        var compressor = self.compressor.take() ?? LZFCompressor()
        let compressed = compressor.compress(string, limit: string.count - Self.leastSaving)
        self.compressor = compressor
        guard let compressed else { return false }
        append(Mark.compressed)
        append(length: compressed.count)
        append(length: string.count)
        buffer.append(compressed.span)
        return true
    }
}
