import MartletEngine

/// What BITCOUNT and BITPOS count places in.
enum BitRangeUnit {
    case bytes
    case bits

    /// Reads `BYTE` or `BIT`.
    ///
    /// - Throws: `ReplyError.syntax`.
    init(_ argument: Span<UInt8>) throws(ReplyError) {
        if argument.isKeyword("BIT") {
            self = .bits
        } else if argument.isKeyword("BYTE") {
            self = .bytes
        } else {
            throw .syntax
        }
    }

    /// Returns the bits from the place `first` through `last` of a string of `count` bytes.
    func range(from first: Int, through last: Int, count: Int) -> Range<Int> {
        switch self {
        case .bits:
            return StringRange.clamped(from: first, through: last, count: count << 3)
        case .bytes:
            let range = StringRange.clamped(from: first, through: last, count: count)
            return (range.lowerBound << 3)..<(range.upperBound << 3)
        }
    }
}
