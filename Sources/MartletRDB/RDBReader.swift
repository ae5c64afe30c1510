import MartletEngine

/// Reads Redis's serialised values: lengths, strings and numbers, one after the other. The bytes may
/// come from anywhere.
struct RDBReader: ~Escapable {
    private let bytes: Span<UInt8>
    private var position = 0

    @_lifetime(copy bytes)
    init(_ bytes: Span<UInt8>) {
        self.bytes = bytes
    }

    /// How many bytes are left.
    var remaining: Int { bytes.count - position }

    /// Takes a byte.
    @_lifetime(self: copy self)
    mutating func byte() throws(ReplyError) -> UInt8 {
        guard position < bytes.count else { throw .badDataFormat }
        defer { position += 1 }
        return bytes[position]
    }

    /// Takes `count` bytes.
    @_lifetime(copy self)
    mutating func take(_ count: Int) throws(ReplyError) -> Span<UInt8> {
        guard count >= 0, count <= bytes.count - position else { throw .badDataFormat }
        defer { position += count }
        return bytes.extracting(position..<position + count)
    }

    /// Takes a word, lowest byte first.
    @_lifetime(self: copy self)
    mutating func word<Word: FixedWidthInteger>(_ type: Word.Type) throws(ReplyError) -> Word {
        var word: Word = 0
        for i in 0..<Word.bitWidth / 8 {
            word |= Word(truncatingIfNeeded: try byte()) << Word(8 * i)
        }
        return word
    }

    /// Whether the mark of a string comes that isn't written as it is.
    private var isAtMark: Bool { position < bytes.count && bytes[position] >> 6 == 3 }

    /// Takes a length. As in Redis, the mark of a string that isn't written as it is may stand for a
    /// length, too.
    @_lifetime(self: copy self)
    mutating func length() throws(ReplyError) -> Int {
        guard let length = Int(exactly: try number()) else { throw .badDataFormat }
        return length
    }

    /// Takes a number that is written as lengths are.
    @_lifetime(self: copy self)
    mutating func number() throws(ReplyError) -> UInt64 {
        let first = try byte()
        switch first >> 6 {
        case 0, 3: return UInt64(first & 0x3f)
        case 1: return UInt64(first & 0x3f) << 8 | UInt64(try byte())
        default:
            if first == 0x80 { return UInt64(try word(UInt32.self).byteSwapped) }
            guard first == 0x81 else { throw .badDataFormat }
            return try word(UInt64.self).byteSwapped
        }
    }

    /// Takes a string and calls `body` with it.
    @_lifetime(self: copy self)
    mutating func string<Result: ~Copyable>(
        _ body: (Span<UInt8>) throws(ReplyError) -> Result
    ) throws(ReplyError) -> Result {
        let isMark = isAtMark
        let value = try length()
        guard isMark else { return try body(take(value)) }
        let integer: Int
        switch UInt8(value) | 0xc0 {
        case RDBWriter.Mark.int8: integer = Int(try word(Int8.self))
        case RDBWriter.Mark.int16: integer = Int(try word(Int16.self))
        case RDBWriter.Mark.int32: integer = Int(try word(Int32.self))
        case RDBWriter.Mark.compressed:
            let blob = try decompressed()
            return try blob.withBytes(body)
        default: throw .badDataFormat
        }
        return try body(IntegerText(integer).span)
    }

    /// Takes a string as a copy of its own.
    @_lifetime(self: copy self)
    mutating func blob() throws(ReplyError) -> Blob {
        try string { (bytes) throws(ReplyError) in Blob(copying: bytes) }
    }

    @_lifetime(self: copy self)
    private mutating func decompressed() throws(ReplyError) -> Blob {
        let compressedCount = try length()
        let count = try length()
        guard let bytes = LZFDecompressor.decompress(try take(compressedCount), count: count)
        else { throw .badDataFormat }
        return bytes
    }
}
