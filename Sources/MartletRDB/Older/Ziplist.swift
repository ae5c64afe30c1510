import MartletEngine

/// Elements packed as Redis packed them before 7.0: the number of bytes (4), the place of the last
/// entry (4), the number of entries (2, all ones for more than fit), the entries, a mark.
///
/// An entry begins with the length of the one before, so that it could be read backwards.
enum Ziplist {
    private static let headerCount = 10
    private static let endMark: UInt8 = 0xff
    /// The count of a ziplist with more entries than its two bytes tell.
    private static let manyEntries = 0xffff

    /// Calls `body` with each element of a ziplist, which may come from anywhere.
    ///
    /// - Throws: `ReplyError.badDataFormat`, after what made sense.
    static func forEach(
        in bytes: Span<UInt8>, _ body: (PackedElement) throws(ReplyError) -> Void
    ) throws(ReplyError) {
        var reader = RDBReader(bytes)
        let byteCount = Int(try reader.word(UInt32.self))
        let lastPlace = Int(try reader.word(UInt32.self))
        let storedCount = Int(try reader.word(UInt16.self))
        guard byteCount == bytes.count, bytes.count > headerCount,
            bytes[bytes.count - 1] == endMark
        else { throw .badDataFormat }

        var count = 0
        var (place, previousCount) = (headerCount, 0)
        var previousPlace = headerCount
        while bytes[place] != endMark {
            let start = reader.remaining
            guard try previousLength(&reader) == previousCount else { throw .badDataFormat }
            try body(element(&reader))
            previousCount = start - reader.remaining
            previousPlace = place
            place += previousCount
            count += 1
            guard reader.remaining > 0 else { throw .badDataFormat }
        }
        guard reader.remaining == 1, lastPlace == previousPlace,
            storedCount == manyEntries || storedCount == count
        else { throw .badDataFormat }
    }

    /// Returns the elements of a ziplist as they are packed now.
    ///
    /// - Throws: `ReplyError.badDataFormat`.
    static func packed(_ bytes: Span<UInt8>) throws(ReplyError) -> PackedList {
        var list = PackedList()
        try forEach(in: bytes) { element in
            switch element {
            case .bytes(let bytes): list.append(bytes)
            case .integer(let integer): list.append(integer: integer)
            }
        }
        return list
    }

    private static func previousLength(_ reader: inout RDBReader) throws(ReplyError) -> Int {
        let first = try reader.byte()
        return first < 254 ? Int(first) : Int(try reader.word(UInt32.self))
    }

    /// Takes an entry's form and its bytes.
    @_lifetime(copy reader)
    private static func element(_ reader: inout RDBReader) throws(ReplyError) -> PackedElement {
        let form = try reader.byte()
        switch form {
        case ..<0x40: return .bytes(try reader.take(Int(form)))
        case ..<0x80:
            let count = Int(form & 0x3f) << 8 | Int(try reader.byte())
            return .bytes(try reader.take(count))
        case ..<0xc0:
            return .bytes(try reader.take(Int(try reader.word(UInt32.self).byteSwapped)))
        case 0xc0: return .integer(Int(try reader.word(Int16.self)))
        case 0xd0: return .integer(Int(try reader.word(Int32.self)))
        case 0xe0: return .integer(Int(try reader.word(Int64.self)))
        case 0xf0:
            let low = UInt32(try reader.word(UInt16.self))
            let bits = low | UInt32(try reader.byte()) << 16
            return .integer(Int(Int32(bitPattern: bits << 8) >> 8))
        case 0xf1...0xfd: return .integer(Int(form & 0xf) - 1)
        case 0xfe: return .integer(Int(try reader.word(Int8.self)))
        default: throw .badDataFormat
        }
    }
}
