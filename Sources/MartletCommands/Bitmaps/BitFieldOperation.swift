import MartletEngine

/// One of the operations of a BITFIELD.
struct BitFieldOperation {
    enum Action {
        case get
        case set(Int)
        case increment(Int)
    }

    let action: Action
    let field: BitField
    /// The place of the first bit.
    let offset: Int
    let overflow: BitField.Overflow

    /// The bytes that a string needs for the operation to write into it, 0 for one that reads.
    var neededCount: Int {
        if case .get = action { return 0 }
        return (offset + field.width + 7) >> 3
    }

    /// Reads the operations, which begin at argument 2.
    ///
    /// - Throws: `ReplyError.syntax`, `.notAnInteger`, `.bitOffset`, and those for a type and an
    ///   overflow that there isn't.
    static func parse(
        _ arguments: Arguments, mostBytes: Int
    ) throws(ReplyError) -> [BitFieldOperation] {
        var operations: [BitFieldOperation] = []
        var overflow = BitField.Overflow.wrap
        var words = arguments.cursor(from: 2)
        while !words.isAtEnd {
            if words.remaining > 1, words.take("OVERFLOW") {
                overflow = try Self.overflow(words.bytes())
                continue
            }
            let isGet = words.remaining > 2 && words.take("GET")
            let isSet = !isGet && words.remaining > 3 && words.take("SET")
            guard isGet || isSet || words.remaining > 3 && words.take("INCRBY") else {
                throw .syntax
            }
            let field = try Self.field(words.bytes())
            let offset = try BitOffset.parse(
                words.bytes(), unit: field.width, mostBytes: mostBytes)
            let action: Action =
                try isGet ? .get : isSet ? .set(words.integer()) : .increment(words.integer())
            operations.append(
                BitFieldOperation(
                    action: action, field: field, offset: offset, overflow: overflow))
        }
        return operations
    }

    private static func overflow(_ name: Span<UInt8>) throws(ReplyError) -> BitField.Overflow {
        if name.isKeyword("WRAP") { return .wrap }
        if name.isKeyword("SAT") { return .saturate }
        if name.isKeyword("FAIL") { return .fail }
        throw ReplyError("ERR Invalid OVERFLOW type specified")
    }

    /// Reads a type such as `u8`. As in Redis, a zero byte ends it.
    private static func field(_ name: Span<UInt8>) throws(ReplyError) -> BitField {
        let name = name.prefixOfText(.max)
        if name.count > 1, name[0] == UInt8(ascii: "i") || name[0] == UInt8(ascii: "u"),
            let width = name.extracting(1..<name.count).parseInteger(),
            let field = BitField(isSigned: name[0] == UInt8(ascii: "i"), width: width)
        {
            return field
        }
        throw ReplyError(
            """
            ERR Invalid bitfield type. Use something like i16 u8. \
            Note that u64 is not supported but i64 is.
            """)
    }
}

/// The place of a bit in a string.
enum BitOffset {
    /// Reads a place, for a BITFIELD in multiples of `unit` if it begins with `#`.
    ///
    /// A multiple that overflows wraps around, as it does in Redis.
    ///
    /// - Throws: The error for no integer, and for a place in no string of `mostBytes` bytes.
    static func parse(
        _ text: Span<UInt8>, unit: Int? = nil, mostBytes: Int
    ) throws(ReplyError) -> Int {
        let factor = text.count > 0 && text[0] == UInt8(ascii: "#") ? unit : nil
        let digits = factor == nil ? text : text.extracting(1..<text.count)
        guard let number = digits.parseInteger() else { throw .bitOffset }
        let offset = number &* (factor ?? 1)
        guard offset >= 0, offset >> 3 < mostBytes else { throw .bitOffset }
        return offset
    }
}
