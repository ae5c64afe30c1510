/// Bytes written as quoted texts, each of which may be repeated: `"SET k " 70000*"x" "\r\n"`.
package enum RawText {
    /// Returns the bytes of a text.
    package static func bytes(_ text: String) throws(ByteText.QuotingError) -> [UInt8] {
        var bytes: [UInt8] = []
        var rest = text[...]
        while true {
            rest = rest.drop(while: { $0 == " " })
            guard !rest.isEmpty else { return bytes }
            let (count, piece) = split(piece(&rest))
            for part in try ByteText.words(piece) {
                for _ in 0..<count { bytes += part }
            }
        }
    }

    /// Returns the text of bytes, long runs of the same byte written as repetitions.
    package static func text(_ bytes: [UInt8]) -> String {
        var parts: [String] = []
        var plain: [UInt8] = []
        var index = 0
        while index < bytes.count {
            let end = bytes[index...].firstIndex { $0 != bytes[index] } ?? bytes.count
            if end - index >= 64 {
                if !plain.isEmpty { parts.append("\"\(ByteText.escaped(plain))\"") }
                plain = []
                parts.append("\(end - index)*\"\(ByteText.escaped([bytes[index]]))\"")
            } else {
                plain += bytes[index..<end]
            }
            index = end
        }
        if !plain.isEmpty || parts.isEmpty { parts.append("\"\(ByteText.escaped(plain))\"") }
        return parts.joined(separator: " ")
    }

    /// Takes a word with its quotes.
    private static func piece(_ rest: inout Substring) -> String {
        var piece = ""
        var quote: Character?
        while let next = rest.first, quote != nil || next != " " {
            piece.append(rest.removeFirst())
            if next == "\\", quote == "\"", !rest.isEmpty {
                piece.append(rest.removeFirst())
            } else if next == quote {
                quote = nil
            } else if quote == nil, next == "\"" || next == "'" {
                quote = next
            }
        }
        return piece
    }

    private static func split(_ piece: String) -> (count: Int, text: String) {
        let parts = piece.split(separator: "*", maxSplits: 1).map(String.init)
        guard parts.count == 2, let count = Int(parts[0]), count >= 0 else { return (1, piece) }
        return (count, parts[1])
    }
}
