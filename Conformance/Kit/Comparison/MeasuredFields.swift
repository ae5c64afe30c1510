/// A reply of measurements as a list of fields.
///
/// Collections are followed by index, and by name where keys and values alternate; texts are split
/// into the `name:value` lines of INFO, or the `name=value` words of CLIENT LIST.
struct MeasuredFields {
    struct Field: Equatable {
        /// The ways to name the field: by position, and by key.
        var paths: [[String]]
        /// The type of the reply that it is, or is part of.
        var type: UInt8
        var value: String

        var name: String {
            paths.last?.joined(separator: ".") ?? ""
        }
    }

    private(set) var fields: [Field] = []
    private let masks: [Mask]

    /// Reads replies; a text that a mask names as a whole is not split.
    init(_ replies: [ReplyNode], masks: [Mask] = []) {
        self.masks = masks
        if replies.count == 1 {
            add(replies[0], at: [[]])
        } else {
            for (index, reply) in replies.enumerated() { add(reply, at: [[String(index)]]) }
        }
    }

    private mutating func add(_ node: ReplyNode, at paths: [[String]]) {
        guard node.isCollection else { return addLeaf(node, at: paths) }
        append(paths, node.type, "(\(node.children.count) elements)", suffix: ["count"])
        let isPairs = node.isMap || Self.alternates(node)
        for (index, child) in node.children.enumerated() {
            var childPaths = paths.map { $0 + [String(index)] }
            if isPairs, index % 2 == 1 {
                let key = node.children[index - 1].text
                childPaths += paths.map { $0 + [key] }
            }
            add(child, at: childPaths)
        }
    }

    /// Whether a flat array seems to be keys and values.
    private static func alternates(_ node: ReplyNode) -> Bool {
        guard node.type == UInt8(ascii: "*"), node.children.count % 2 == 0 else { return false }
        return stride(from: 0, to: node.children.count, by: 2).allSatisfy {
            let key = node.children[$0]
            return key.type == UInt8(ascii: "$") || key.type == UInt8(ascii: "+")
        }
    }

    private mutating func addLeaf(_ node: ReplyNode, at paths: [[String]]) {
        var text = node.text
        if node.type == UInt8(ascii: "=") {
            append(paths, node.type, String(text.prefix(4)), suffix: ["format"])
            text = String(text.dropFirst(4))
        }
        let isText = "$=+".utf8.contains(node.type)
        if masks.contains(where: { mask in paths.contains(where: mask.matches) }) {
            append(paths, node.type, text, suffix: [])
        } else if isText, text.utf8.contains(UInt8(ascii: "\r")) {
            addInformation(text, node.type, at: paths)
        } else if isText, text.contains("\n") || Self.hasFields(text) {
            addLines(text, node.type, at: paths)
        } else {
            append(paths, node.type, text, suffix: paths == [[]] ? ["value"] : [])
        }
    }

    /// Whether any word of a text is a name with its value; an address with a port is none.
    private static func hasFields(_ text: String) -> Bool {
        text.split(separator: " ").contains { word in
            let name = word.prefix { $0 != "=" && $0 != ":" }
            return name.count < word.count && name.first?.isLetter == true
                && name.allSatisfy { $0.isLetter || $0.isNumber || "_.-".contains($0) }
        }
    }

    private mutating func append(
        _ paths: [[String]], _ type: UInt8, _ value: String, suffix: [String]
    ) {
        fields.append(Field(paths: paths.map { $0 + suffix }, type: type, value: value))
    }

    /// Reads INFO: sections, and one field a line, which may have parts.
    private mutating func addInformation(_ text: String, _ type: UInt8, at paths: [[String]]) {
        let lines = text.split(omittingEmptySubsequences: false) { $0 == "\r\n" }
        for line in Self.ordered(lines) {
            guard let colon = line.firstIndex(of: ":"), !line.hasPrefix("#") else {
                append(paths, type, String(line), suffix: ["line"])
                continue
            }
            let name = String(line[..<colon])
            let value = String(line[line.index(after: colon)...])
            let parts = value.split(separator: ",").map { $0.split(separator: "=", maxSplits: 1) }
            if !parts.isEmpty, parts.allSatisfy({ $0.count == 2 }) {
                for part in parts {
                    append(paths, type, String(part[1]), suffix: [name, String(part[0])])
                }
            } else {
                append(paths, type, value, suffix: [name])
            }
        }
    }

    /// The lines about commands come in the order of a hash table: returns them in that of their names.
    private static func ordered(_ lines: [Substring]) -> [Substring] {
        var lines = lines
        for prefix in ["cmdstat_", "latency_percentiles_usec_"] {
            let places = lines.indices.filter { lines[$0].hasPrefix(prefix) }
            for (place, line) in zip(places, places.map { lines[$0] }.sorted()) {
                lines[place] = line
            }
        }
        return lines
    }

    /// Reads lines of fields: `name=value name=value`, `name:value`, also `name: value,`.
    private mutating func addLines(_ text: String, _ type: UInt8, at paths: [[String]]) {
        let lines = text.split(separator: "\n", omittingEmptySubsequences: true)
        for (number, line) in lines.enumerated() {
            let place = lines.count > 1 ? [String(number)] : []
            var open: String?
            for word in line.split(separator: " ") {
                let hasFields = Self.hasFields(String(word))
                if hasFields, let separator = word.firstIndex(where: { "=:".contains($0) }) {
                    let name = String(word[..<separator])
                    let value = Self.withoutComma(word[word.index(after: separator)...])
                    if value.isEmpty, word.last == ":" {
                        open = name
                    } else {
                        append(paths, type, value, suffix: place + [name])
                    }
                } else if let name = open {
                    append(paths, type, Self.withoutComma(word), suffix: place + [name])
                    open = nil
                } else {
                    append(paths, type, String(word), suffix: place + ["word"])
                }
            }
        }
        append(paths, type, text.hasSuffix("\n") ? "\\n" : "", suffix: ["end"])
    }

    private static func withoutComma(_ word: Substring) -> String {
        String(word.hasSuffix(",") ? word.dropLast() : word)
    }
}
