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

    /// Returns the text of bytes, with what is repeated in a row written once.
    package static func text(_ bytes: [UInt8]) -> String {
        var parts: [String] = []
        var plainStart = 0
        var index = 0
        func addPlain(to end: Int) {
            guard plainStart < end else { return }
            parts.append("\"\(ByteText.escaped(bytes[plainStart..<end]))\"")
        }
        while index < bytes.count {
            if let (period, count) = repetition(in: bytes, at: index) {
                addPlain(to: index)
                let piece = ByteText.escaped(bytes[index..<(index + period)])
                parts.append("\(count)*\"\(piece)\"")
                index += period * count
                plainStart = index
            } else {
                index += 1
            }
        }
        addPlain(to: bytes.count)
        return parts.isEmpty ? "\"\"" : parts.joined(separator: " ")
    }

    /// Finds a piece of up to 16 bytes that is repeated over at least 128 bytes.
    private static func repetition(
        in bytes: [UInt8], at start: Int
    ) -> (period: Int, count: Int)? {
        guard bytes.count - start >= 128 else { return nil }
        for period in 1...16 where bytes[start] == bytes[start + period] {
            var end = start + period
            while end < bytes.count, bytes[end] == bytes[end - period] { end += 1 }
            if end - start >= 128 { return (period, (end - start) / period) }
        }
        return nil
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
