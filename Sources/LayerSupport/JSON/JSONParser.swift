/// Reads JSON as Python's `json.loads` does: `NaN` and `Infinity` are numbers, and of members of one
/// name the last counts. A surrogate without its other half, which no text can have, becomes U+FFFD.
public struct JSONParser {
    /// Where a text ceases to be JSON.
    public struct Failure: Error, Hashable, Sendable {
        /// The offset in bytes.
        public let position: Int
    }

    /// How deep arrays and objects may be nested in each other.
    private static let deepest = 256

    private let bytes: [UInt8]
    private var position = 0

    /// Returns the value that a text in UTF-8 means.
    public static func value(of bytes: [UInt8]) throws(Failure) -> JSONValue {
        var parser = JSONParser(bytes: bytes)
        parser.skipBlanks()
        let value = try parser.value(depth: 0)
        parser.skipBlanks()
        guard parser.position == bytes.count else { throw parser.failure }
        return value
    }

    private init(bytes: [UInt8]) {
        self.bytes = bytes
    }

    private var failure: Failure { Failure(position: position) }

    private var next: UInt8? { position < bytes.count ? bytes[position] : nil }

    private mutating func skipBlanks() {
        while let byte = next, [0x20, 0x09, 0x0a, 0x0d].contains(byte) { position += 1 }
    }

    /// Steps over a text if it comes next.
    private mutating func take(_ text: StaticString) -> Bool {
        let end = position + text.utf8CodeUnitCount
        guard end <= bytes.count, "\(text)".utf8.elementsEqual(bytes[position..<end]) else {
            return false
        }
        position = end
        return true
    }

    private mutating func value(depth: Int) throws(Failure) -> JSONValue {
        guard depth < Self.deepest else { throw failure }
        switch next {
        case UInt8(ascii: "{"): return .object(try object(depth: depth))
        case UInt8(ascii: "["): return .array(try array(depth: depth))
        case UInt8(ascii: "\""): return .string(try string())
        default:
            if take("null") { return .null }
            if take("true") { return .boolean(true) }
            if take("false") { return .boolean(false) }
            return .number(try number())
        }
    }

    private mutating func object(depth: Int) throws(Failure) -> JSONObject {
        position += 1
        var members: [JSONObject.Member] = []
        skipBlanks()
        if take("}") { return JSONObject() }
        repeat {
            skipBlanks()
            guard next == UInt8(ascii: "\"") else { throw failure }
            let name = try string()
            skipBlanks()
            guard take(":") else { throw failure }
            skipBlanks()
            members.append(JSONObject.Member(name: name, value: try value(depth: depth + 1)))
            skipBlanks()
        } while take(",")
        guard take("}") else { throw failure }
        return JSONObject(lastOf: members)
    }

    private mutating func array(depth: Int) throws(Failure) -> [JSONValue] {
        position += 1
        var elements: [JSONValue] = []
        skipBlanks()
        if take("]") { return elements }
        repeat {
            skipBlanks()
            elements.append(try value(depth: depth + 1))
            skipBlanks()
        } while take(",")
        guard take("]") else { throw failure }
        return elements
    }

    private mutating func number() throws(Failure) -> String {
        for name in ["NaN", "Infinity", "-Infinity"] as [StaticString] where take(name) {
            return "\(name)"
        }
        let start = position
        _ = take("-")
        if !take("0") { try digits() }
        if take(".") { try digits() }
        if take("e") || take("E") {
            if !take("+") { _ = take("-") }
            try digits()
        }
        return String(decoding: bytes[start..<position], as: UTF8.self)
    }

    private mutating func digits() throws(Failure) {
        let start = position
        while let byte = next, (0x30...0x39).contains(byte) { position += 1 }
        guard position > start else { throw failure }
    }
}

extension JSONParser {
    private mutating func string() throws(Failure) -> String {
        position += 1
        var text = ""
        while let byte = next, byte != UInt8(ascii: "\"") {
            if byte == UInt8(ascii: "\\") {
                position += 1
                text.unicodeScalars.append(try escape())
                continue
            }
            let start = position
            while let byte = next, byte >= 0x20, byte != 0x22, byte != 0x5c { position += 1 }
            guard position > start else { throw failure }
            guard let piece = String(validating: bytes[start..<position], as: UTF8.self) else {
                throw Failure(position: start)
            }
            text += piece
        }
        guard take("\"") else { throw failure }
        return text
    }

    /// Reads what stands behind a backslash.
    private mutating func escape() throws(Failure) -> Unicode.Scalar {
        guard let byte = next else { throw failure }
        position += 1
        switch byte {
        case UInt8(ascii: "n"): return "\n"
        case UInt8(ascii: "r"): return "\r"
        case UInt8(ascii: "t"): return "\t"
        case UInt8(ascii: "b"): return "\u{8}"
        case UInt8(ascii: "f"): return "\u{c}"
        case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): return Unicode.Scalar(byte)
        case UInt8(ascii: "u"): return try unicode()
        default: throw Failure(position: position - 1)
        }
    }

    private mutating func unicode() throws(Failure) -> Unicode.Scalar {
        let high = UInt32(try hexadecimal())
        guard (0xd800..<0xdc00).contains(high) else { return Unicode.Scalar(high) ?? "\u{fffd}" }
        let start = position
        guard take("\\u") else { return "\u{fffd}" }
        let low = UInt32(try hexadecimal())
        guard (0xdc00..<0xe000).contains(low) else {
            position = start
            return "\u{fffd}"
        }
        return Unicode.Scalar(0x10000 + (high - 0xd800) << 10 + (low - 0xdc00)) ?? "\u{fffd}"
    }

    private mutating func hexadecimal() throws(Failure) -> UInt16 {
        guard position + 4 <= bytes.count else { throw failure }
        let digits = bytes[position..<(position + 4)]
        guard digits.allSatisfy({ UInt8(ascii: "+") != $0 && UInt8(ascii: "-") != $0 }),
            let value = UInt16(String(decoding: digits, as: UTF8.self), radix: 16)
        else { throw failure }
        position += 4
        return value
    }
}
