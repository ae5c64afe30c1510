/// What a caller in the same process reads of a reply, where it was written.
extension ReplyWriter {
    /// The type of the first reply, by its first byte; nil if there is no reply.
    package var firstType: UInt8? {
        borrowing get { buffer.count > 0 ? buffer.span[0] : nil }
    }

    /// The first reply's integer, if it is one.
    package var firstInteger: Int? {
        borrowing get { firstType == UInt8(ascii: ":") ? firstLine.parseInteger() : nil }
    }

    /// What stands on the first line behind the type.
    package var firstLine: Span<UInt8> {
        @_lifetime(borrow self)
        borrowing get {
            let bytes = buffer.span
            var end = 1
            while end < bytes.count, bytes[end] != UInt8(ascii: "\r") { end += 1 }
            return bytes.extracting(min(1, bytes.count)..<min(end, bytes.count))
        }
    }

    /// Calls `body` with the string that the first reply is; returns whether it is one, and not
    /// null.
    package borrowing func withFirstBulk(_ body: (Span<UInt8>) -> Void) -> Bool {
        let bytes = buffer.span
        guard bytes.count > 3, bytes[0] == UInt8(ascii: "$"), bytes[1] != UInt8(ascii: "-") else {
            return false
        }
        var count = 0
        var start = 1
        while bytes[start] != UInt8(ascii: "\r") {
            count = count &* 10 &+ Int(bytes[start] &- 48)
            start += 1
        }
        start += 2
        if let first = insertions.first, first.offset == start {
            body(first.blob.span)
        } else {
            body(bytes.extracting(start..<start + count))
        }
        return true
    }

    /// Calls `body` with the bytes of all replies, piece by piece.
    package borrowing func forEachPiece(_ body: (Span<UInt8>) -> Void) {
        var start = 0
        for insertion in insertions {
            body(buffer.span.extracting(start..<insertion.offset))
            body(insertion.blob.span)
            start = insertion.offset
        }
        body(buffer.span.extracting(start..<buffer.count))
    }
}
