/// Writes JSON to the byte as Python's `json.dumps` does.
public struct JSONWriter {
    /// What stands between members, and between a name and its value.
    public enum Style: Sendable {
        /// `separators=(',', ':')`.
        case compact
        /// What Python does when nothing is said: a blank behind each comma and colon.
        case spaced
    }

    private let style: Style
    private let isASCII: Bool
    private var bytes: [UInt8] = []

    /// Returns a value's text in UTF-8.
    ///
    /// - Parameter isASCII: `ensure_ascii`: whether other characters are written as `\uXXXX`.
    public static func bytes(
        of value: JSONValue, style: Style = .compact, isASCII: Bool = true
    ) -> [UInt8] {
        var writer = JSONWriter(style: style, isASCII: isASCII)
        writer.write(value)
        return writer.bytes
    }

    private init(style: Style, isASCII: Bool) {
        self.style = style
        self.isASCII = isASCII
    }

    private mutating func write(_ value: JSONValue) {
        switch value {
        case .null: append("null")
        case .boolean(let isTrue): append(isTrue ? "true" : "false")
        case .number(let text): append(text)
        case .string(let text): write(text)
        case .array(let elements):
            append("[")
            for (index, element) in elements.enumerated() {
                if index > 0 { append(style == .compact ? "," : ", ") }
                write(element)
            }
            append("]")
        case .object(let object):
            append("{")
            for (index, member) in object.members.enumerated() {
                if index > 0 { append(style == .compact ? "," : ", ") }
                write(member.name)
                append(style == .compact ? ":" : ": ")
                write(member.value)
            }
            append("}")
        }
    }

    private mutating func append(_ text: String) {
        bytes.append(contentsOf: text.utf8)
    }

    private mutating func write(_ text: String) {
        append("\"")
        defer { append("\"") }
        // Most texts have nothing to be escaped.
        guard !text.utf8.allSatisfy(Self.isPlain) else { return append(text) }
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\"": append("\\\"")
            case "\\": append("\\\\")
            case "\n": append("\\n")
            case "\r": append("\\r")
            case "\t": append("\\t")
            case "\u{8}": append("\\b")
            case "\u{c}": append("\\f")
            case _ where scalar.value < 0x20 || isASCII && scalar.value > 0x7e: escape(scalar)
            default: bytes.append(contentsOf: String(scalar).utf8)
            }
        }
    }

    private static func isPlain(_ byte: UInt8) -> Bool {
        (0x20...0x7e).contains(byte) && byte != UInt8(ascii: "\"") && byte != UInt8(ascii: "\\")
    }

    private mutating func escape(_ scalar: Unicode.Scalar) {
        for unit in String(scalar).utf16 {
            let digits = String(unit, radix: 16)
            append("\\u" + String(repeating: "0", count: 4 - digits.count) + digits)
        }
    }
}
