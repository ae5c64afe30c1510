/// The replies on each connection of a case, for commands that need a number or an address from them.
///
/// A word may hold `{b.id}`: the field `id` that a reply on connection b told last, as CLIENT INFO
/// does, or `{b.value}`: the whole of the last reply. The default connection has no name: `{.id}`.
struct RecalledReplies {
    private var texts: [String: [String]] = [:]

    /// Keeps a reply; one that is no text or number is passed over.
    mutating func keep(_ bytes: [UInt8], of connection: String) {
        guard let node = ReplyNode(bytes), !node.isCollection else { return }
        texts[connection, default: []].append(node.text)
    }

    /// Returns the words with what they name put in.
    func fill(_ words: [[UInt8]]) -> [[UInt8]] {
        guard !texts.isEmpty else { return words }
        return words.map { word in
            word.contains(UInt8(ascii: "{")) ? fill(word) : word
        }
    }

    private func fill(_ word: [UInt8]) -> [UInt8] {
        guard let start = word.firstIndex(of: UInt8(ascii: "{")),
            let end = word[start...].firstIndex(of: UInt8(ascii: "}"))
        else { return word }
        let name = String(decoding: word[(start + 1)..<end], as: UTF8.self)
        let parts = name.split(separator: ".", omittingEmptySubsequences: false).map(String.init)
        guard parts.count == 2, let known = texts[parts[0]],
            let value = known.reversed().lazy.compactMap({ field(parts[1], of: $0) }).first
        else { return word }
        return Array(word[..<start]) + Array(value.utf8) + Array(word[(end + 1)...])
    }

    private func field(_ name: String, of text: String) -> String? {
        if name == "value" { return text }
        // In RESP3 the line begins with its format, `txt:`.
        let line = text.hasPrefix("txt:") ? text.dropFirst(4) : text[...]
        for word in line.split(whereSeparator: { $0 == " " || $0 == "\n" })
        where word.hasPrefix(name + "=") {
            return String(word.dropFirst(name.count + 1))
        }
        return nil
    }
}
