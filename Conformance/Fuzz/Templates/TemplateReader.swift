import ConformanceKit

/// Reads the text of a ``CallTemplate``.
struct TemplateReader {
    /// What is wrong with a text.
    struct SyntaxError: Error, CustomStringConvertible {
        var text: String
        var message: String

        var description: String { "\(message): \(text)" }
    }

    private let text: String
    private var rest: Substring

    /// Reads one template a line; blank lines and comments are passed over.
    static func templates(_ text: String) throws(SyntaxError) -> [CallTemplate] {
        var templates: [CallTemplate] = []
        for line in text.split(whereSeparator: \.isNewline) where !line.hasPrefix("#") {
            templates.append(try template(String(line)))
        }
        return templates
    }

    static func template(_ line: String) throws(SyntaxError) -> CallTemplate {
        var line = line[...]
        var weight = 1
        if let star = line.firstIndex(of: "*"), let number = Int(line[..<star]) {
            weight = number
            line = line[line.index(after: star)...].drop(while: { $0 == " " })
        }
        var forms: [CallTemplate.Form] = []
        for piece in line.split(separator: " ;; ") {
            var reader = TemplateReader(text: String(line), rest: piece)
            let rule = try reader.rule()
            forms.append(CallTemplate.Form(parts: try reader.parts(), rule: rule))
            guard reader.rest.isEmpty else { throw reader.error("a bracket too many") }
        }
        return CallTemplate(forms: forms, weight: weight)
    }

    private func error(_ message: String) -> SyntaxError {
        SyntaxError(text: text, message: message)
    }

    private mutating func rule() throws(SyntaxError) -> ReplyRule {
        guard rest.first == ".", let end = rest.firstIndex(of: ">") else { return .exact }
        let name = rest[..<end]
        rest = rest[rest.index(after: end)...]
        switch name {
        case ".unordered": return .unordered(pairs: false)
        case ".unordered.pairs": return .unordered(pairs: true)
        case ".shape": return .shape
        case ".near": return .near
        default: throw error("unknown rule \(name)")
        }
    }

    /// Reads parts up to a closing bracket, a bar or the end.
    private mutating func parts() throws(SyntaxError) -> [CallTemplate.Part] {
        var parts: [CallTemplate.Part] = []
        while true {
            rest = rest.drop(while: { $0 == " " })
            guard let next = rest.first, !"])|".contains(next) else { return parts }
            var part = try part()
            if rest.first == "+" {
                rest.removeFirst()
                part = .repeated(part)
            }
            parts.append(part)
        }
    }

    private mutating func part() throws(SyntaxError) -> CallTemplate.Part {
        switch rest.removeFirst() {
        case "[":
            let choices = try choices(until: "]")
            return .optional(choices.count == 1 ? choices[0] : [.oneOf(choices)])
        case "(":
            return .oneOf(try choices(until: ")"))
        case "<":
            let name = String(rest.prefix { $0 != ">" })
            guard let kind = WordKind(rawValue: name) else { throw error("unknown kind \(name)") }
            rest = rest.dropFirst(name.count + 1)
            return .chosen(kind)
        case "#": return .counted(try part())
        case "=":
            guard let next = rest.first, !"])|".contains(next) else { throw error("= of nothing") }
            return .asCounted(try part())
        case "@": return .firstKey
        case "\"":
            let word = rest.prefix { $0 != "\"" }
            rest = rest.dropFirst(word.count + 1)
            guard let bytes = try? ByteText.unescaped(word) else { throw error("a bad escape") }
            return .word(bytes)
        case let first:
            let word = String(first) + rest.prefix { !" +])|".contains($0) }
            rest = rest.dropFirst(word.count - 1)
            return .word(Array(word.utf8))
        }
    }

    private mutating func choices(
        until end: Character
    ) throws(SyntaxError) -> [[CallTemplate.Part]] {
        var choices = [try parts()]
        while rest.first == "|" {
            rest.removeFirst()
            choices.append(try parts())
        }
        guard rest.first == end else { throw error("\(end) is missing") }
        rest.removeFirst()
        return choices
    }
}
