/// Bytes as text on one line, in the quoting of redis-cli.
package enum ByteText {
    /// What is wrong with a line of words.
    package enum QuotingError: Error, Equatable {
        case unbalancedQuotes
        case textAfterClosingQuote
        case badEscape
    }

    /// Returns bytes with everything but printable ASCII escaped, without quotes around them.
    package static func escaped(_ bytes: some Sequence<UInt8>) -> String {
        var text = ""
        for byte in bytes {
            switch byte {
            case UInt8(ascii: "\\"): text += "\\\\"
            case UInt8(ascii: "\""): text += "\\\""
            case UInt8(ascii: "\r"): text += "\\r"
            case UInt8(ascii: "\n"): text += "\\n"
            case UInt8(ascii: "\t"): text += "\\t"
            case 0x20...0x7e: text.unicodeScalars.append(Unicode.Scalar(byte))
            default:
                text += "\\x"
                text += byte < 16 ? "0" : ""
                text += String(byte, radix: 16)
            }
        }
        return text
    }

    /// Returns the bytes that ``escaped(_:)`` wrote.
    package static func unescaped(_ text: some StringProtocol) throws(QuotingError) -> [UInt8] {
        var rest = Array(text.utf8)[...]
        var bytes: [UInt8] = []
        while let byte = rest.popFirst() {
            guard byte == UInt8(ascii: "\\") else {
                bytes.append(byte)
                continue
            }
            bytes.append(try escape(&rest))
        }
        return bytes
    }

    /// Returns the words of a line: separated by blanks, "…" with escapes, '…' as they are.
    package static func words(_ line: some StringProtocol) throws(QuotingError) -> [[UInt8]] {
        var rest = Array(line.utf8)[...]
        var words: [[UInt8]] = []
        while true {
            rest = rest.drop(while: isBlank)
            guard !rest.isEmpty else { return words }
            words.append(try word(&rest))
        }
    }

    private static func isBlank(_ byte: UInt8) -> Bool {
        byte == UInt8(ascii: " ") || byte == UInt8(ascii: "\t")
    }

    private static func word(_ rest: inout ArraySlice<UInt8>) throws(QuotingError) -> [UInt8] {
        var word: [UInt8] = []
        while let byte = rest.first, !isBlank(byte) {
            rest.removeFirst()
            guard byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "'") else {
                word.append(byte)
                continue
            }
            word += try quoted(&rest, quote: byte)
            if let next = rest.first, !isBlank(next) { throw .textAfterClosingQuote }
        }
        return word
    }

    private static func quoted(
        _ rest: inout ArraySlice<UInt8>, quote: UInt8
    ) throws(QuotingError) -> [UInt8] {
        var bytes: [UInt8] = []
        while let byte = rest.popFirst() {
            if byte == quote { return bytes }
            if byte == UInt8(ascii: "\\"), quote == UInt8(ascii: "\"") {
                bytes.append(try escape(&rest))
            } else if byte == UInt8(ascii: "\\"), rest.first == quote {
                rest.removeFirst()
                bytes.append(quote)
            } else {
                bytes.append(byte)
            }
        }
        throw .unbalancedQuotes
    }

    /// Reads what follows a backslash.
    private static func escape(_ rest: inout ArraySlice<UInt8>) throws(QuotingError) -> UInt8 {
        guard let byte = rest.popFirst() else { throw .badEscape }
        switch byte {
        case UInt8(ascii: "n"): return UInt8(ascii: "\n")
        case UInt8(ascii: "r"): return UInt8(ascii: "\r")
        case UInt8(ascii: "t"): return UInt8(ascii: "\t")
        case UInt8(ascii: "a"): return 7
        case UInt8(ascii: "b"): return 8
        case UInt8(ascii: "x"):
            let digits = String(decoding: rest.prefix(2), as: UTF8.self)
            guard digits.utf8.count == 2, let value = UInt8(digits, radix: 16) else {
                throw .badEscape
            }
            rest.removeFirst(2)
            return value
        default: return byte
        }
    }
}
