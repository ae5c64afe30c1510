import MartletEngine

/// Fields and values packed as Redis packed small hashes before 2.6: the number of pairs, a length
/// before each field and value, a count of bytes behind the value that are free, a mark.
enum Zipmap {
    private static let endMark: UInt8 = 255
    private static let longLengthMark: UInt8 = 254

    /// Calls `body` with each field and its value of a zipmap, which may come from anywhere.
    ///
    /// - Throws: `ReplyError.badDataFormat`, after what made sense.
    static func forEach(
        in bytes: Span<UInt8>, _ body: (Span<UInt8>, Span<UInt8>) throws(ReplyError) -> Void
    ) throws(ReplyError) {
        var reader = RDBReader(bytes)
        let storedCount = try reader.byte()
        var count = 0
        while true {
            let first = try reader.byte()
            if first == endMark { break }
            let field = try reader.take(length(first, &reader))
            let valueLength = try length(try reader.byte(), &reader)
            let freeCount = Int(try reader.byte())
            try body(field, try reader.take(valueLength))
            _ = try reader.take(freeCount)
            count += 1
        }
        guard count > 0, reader.remaining == 0,
            storedCount >= longLengthMark || Int(storedCount) == count
        else { throw .badDataFormat }
    }

    private static func length(
        _ first: UInt8, _ reader: inout RDBReader
    ) throws(ReplyError) -> Int {
        guard first >= longLengthMark else { return Int(first) }
        guard first == longLengthMark else { throw .badDataFormat }
        return Int(try reader.word(UInt32.self))
    }
}
