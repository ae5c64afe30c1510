/// An element of a packed list as it is stored: bytes, or the integer that they spell.
package enum PackedElement: ~Escapable {
    case bytes(Span<UInt8>)
    case integer(Int)
}

extension PackedElement {
    /// The length of the element's text.
    package var count: Int {
        switch self {
        case .bytes(let bytes): bytes.count
        case .integer(let value): DecimalDigits.count(of: value)
        }
    }

    /// The integer that the element spells in Redis's canonical form, or nil.
    package var integer: Int? {
        switch self {
        case .bytes(let bytes): bytes.parseInteger()
        case .integer(let value): value
        }
    }

    /// Calls `body` with the bytes; those of an integer are written for it.
    @inline(__always)
    package func withBytes<Result, Failure: Error>(
        _ body: (Span<UInt8>) throws(Failure) -> Result
    ) throws(Failure) -> Result {
        switch self {
        case .bytes(let bytes): return try body(bytes)
        case .integer(let value): return try body(IntegerText(value).span)
        }
    }

    /// Returns whether the element is these bytes.
    package func isEqual(to other: Span<UInt8>) -> Bool {
        switch self {
        case .bytes(let bytes): bytes.isEqual(to: other)
        case .integer(let value): other.parseInteger() == value
        }
    }
}

extension ReplyWriter {
    /// Writes an element as a bulk string.
    @inline(__always) package mutating func bulk(_ element: PackedElement) {
        switch element {
        case .bytes(let bytes): bulk(bytes)
        case .integer(let value): bulk(value)
        }
    }
}
