/// The id of a stream's entry: a time, and a number that tells it from others of the same time.
package struct StreamID: Hashable, Sendable {
    /// The milliseconds since 1970, unless somebody chose another number.
    package var time: UInt64
    package var sequence: UInt64

    package init(_ time: UInt64, _ sequence: UInt64) {
        self.time = time
        self.sequence = sequence
    }

    /// No entry has this id: all of them are greater.
    package static let zero = StreamID(0, 0)
    /// No entry comes after the one with this id.
    package static let greatest = StreamID(.max, .max)

    /// The next id; nil after the greatest.
    package var next: StreamID? {
        guard sequence == .max else { return StreamID(time, sequence + 1) }
        return time == .max ? nil : StreamID(time + 1, 0)
    }

    /// The id before; nil before zero.
    package var previous: StreamID? {
        guard sequence == 0 else { return StreamID(time, sequence - 1) }
        return time == 0 ? nil : StreamID(time - 1, .max)
    }
}

extension StreamID: Comparable {
    @inline(__always) package static func < (a: StreamID, b: StreamID) -> Bool {
        a.time != b.time ? a.time < b.time : a.sequence < b.sequence
    }
}

// MARK: - Text

extension StreamID {
    /// The longest text that is looked at.
    private static let longestText = 127

    /// Reads `TIME-SEQUENCE`, or a time alone, which gets `sequence`; nil if it is neither.
    package init?(_ text: Span<UInt8>, sequence: UInt64 = 0) {
        guard let (time, rest) = Self.split(text) else { return nil }
        guard let rest else {
            self.init(time, sequence)
            return
        }
        guard let sequence = text.extracting(rest).parseStreamNumber() else { return nil }
        self.init(time, sequence)
    }

    /// Reads the time of `TIME-*`; nil if the text is something else.
    package static func time(ofPartial text: Span<UInt8>) -> UInt64? {
        guard let (time, rest) = split(text), let rest, rest.count == 1,
            text[rest.lowerBound] == UInt8(ascii: "*")
        else { return nil }
        return time
    }

    /// Returns the time that the text begins with, and where the sequence is if there is one.
    private static func split(_ text: Span<UInt8>) -> (time: UInt64, rest: Range<Int>?)? {
        guard text.count <= longestText else { return nil }
        // As C does, it ends at the first zero byte.
        let count = text.prefixOfText(.max).count
        var end = 0
        while end < count, text[end] != UInt8(ascii: "-") { end += 1 }
        guard let time = text.extracting(0..<end).parseStreamNumber() else { return nil }
        return (time, end < count ? end + 1..<count : nil)
    }
}

extension Span<UInt8> {
    /// Returns the number that C's `strtoull` makes of these bytes, nil if they are more than a
    /// number or too large a one: blanks in front, a sign and leading zeros are fine.
    fileprivate func parseStreamNumber() -> UInt64? {
        var i = 0
        if count > 0, self[0] == UInt8(ascii: "-"), let integer = parseInteger(), integer < 0 {
            return nil
        }
        while i < count, self[i] == 32 || 9...13 ~= self[i] { i += 1 }
        var isNegative = false
        if i < count, self[i] == UInt8(ascii: "+") || self[i] == UInt8(ascii: "-") {
            isNegative = self[i] == UInt8(ascii: "-")
            i += 1
        }
        guard i < count else { return nil }
        var value: UInt64 = 0
        while i < count {
            let digit = self[i] &- 48
            guard digit <= 9 else { return nil }
            let (product, isTooLarge) = value.multipliedReportingOverflow(by: 10)
            let (sum, overflows) = product.addingReportingOverflow(UInt64(digit))
            if isTooLarge || overflows { return nil }
            value = sum
            i += 1
        }
        return isNegative ? 0 &- value : value
    }
}

/// An id as it is sent: `TIME-SEQUENCE`.
package struct StreamIDText {
    private var bytes = InlineArray<41, UInt8>(repeating: 0)
    private var start = 41

    package init(_ id: StreamID, separator: UInt8 = UInt8(ascii: "-")) {
        prepend(id.sequence)
        start &-= 1
        bytes[start] = separator
        prepend(id.time)
    }

    private mutating func prepend(_ number: UInt64) {
        var rest = number
        repeat {
            start &-= 1
            let (quotient, digit) = rest.quotientAndRemainder(dividingBy: 10)
            bytes[start] = UInt8(truncatingIfNeeded: 48 &+ digit)
            rest = quotient
        } while rest > 0
    }

    /// The text, which is ASCII.
    package var span: Span<UInt8> {
        @_lifetime(borrow self)
        borrowing get { bytes.span.extracting(start..<41) }
    }
}

extension ReplyWriter {
    /// Writes an id as a bulk string.
    package mutating func bulk(_ id: StreamID) {
        bulk(StreamIDText(id).span)
    }
}
