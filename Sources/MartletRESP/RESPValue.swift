/// A reply as the protocol carries it: every type of RESP2 and RESP3 that Redis sends.
public indirect enum RESPValue: Sendable, Hashable {
    /// A short text without line breaks: `+OK`.
    case simpleString(String)
    /// An error's whole text, its code first: `-ERR syntax error`.
    case error(String)
    /// A signed 64-bit integer: `:1`.
    case integer(Int64)
    /// A string of any bytes: `$3`.
    case bulkString([UInt8])
    /// The absence of a value: `$-1` in RESP2, `_` in RESP3.
    case null
    /// The absence of an array: `*-1`, which only RESP2 tells from an absent string.
    case nullArray
    /// A sequence of replies: `*2`.
    case array([RESPValue])
    /// A floating point number: `,1.5`, also `inf`, `-inf` and `nan`.
    case double(Double)
    /// A truth value: `#t` or `#f`.
    case boolean(Bool)
    /// Pairs in the order in which they were sent: `%1`.
    case map([Pair])
    /// Members in the order in which they were sent: `~2`.
    case set([RESPValue])
    /// Data that answers no command: `>3`.
    case push([RESPValue])
    /// A text with its three-letter format: `=15` and `txt:`.
    case verbatimString(format: String, text: [UInt8])
    /// An integer of any size, as its digits: `(123`.
    case bigNumber(String)
    /// A reply with what is said about it: `|1`, followed by the reply.
    case attributed(RESPValue, attributes: [Pair])

    /// A key of a map with its value.
    public struct Pair: Sendable, Hashable {
        /// What the value is found by.
        public var key: RESPValue
        /// What belongs to the key.
        public var value: RESPValue

        /// Creates a pair.
        public init(key: RESPValue, value: RESPValue) {
            self.key = key
            self.value = value
        }
    }
}

extension RESPValue {
    /// Whether this is data that the server sent unasked.
    public var isPush: Bool {
        if case .push = self { return true }
        return false
    }

    /// The error's text, if this is an error.
    public var errorText: String? {
        if case .error(let text) = self { return text }
        return nil
    }

    /// The bytes of a string of any kind, else nil.
    public var bytes: [UInt8]? {
        switch self {
        case .simpleString(let text): Array(text.utf8)
        case .bulkString(let bytes): bytes
        case .verbatimString(_, let text): text
        default: nil
        }
    }

    /// The text of a string of any kind, with what is not UTF-8 repaired, else nil.
    public var text: String? {
        bytes.map { String(decoding: $0, as: UTF8.self) }
    }

    /// The elements of an array, a set or a push, else nil.
    public var elements: [RESPValue]? {
        switch self {
        case .array(let elements), .set(let elements), .push(let elements): elements
        default: nil
        }
    }
}
