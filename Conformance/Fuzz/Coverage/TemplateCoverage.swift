/// Which commands the templates make, and with which words.
package struct TemplateCoverage {
    /// The words by the first one or two of a call, in capitals.
    private var words: [[String]: Set<String>] = [:]

    /// Reads the templates of all families and of several clients.
    ///
    /// - Throws: What is wrong with a template.
    package init() throws {
        let texts = CallFamily.allCases.map(\.text) + ConversationTemplates.all
        for template in try texts.flatMap({ try TemplateReader.templates($0) }) {
            for form in template.forms { add(form.parts) }
        }
    }

    /// Returns which of some commands, and which words of their options, are never made:
    /// `CLIENT KILL`, `CLIENT KILL … LADDR`.
    package func lacks(_ commands: [(name: String, words: Set<String>)]) -> [String] {
        commands.sorted { $0.name < $1.name }.flatMap { command -> [String] in
            guard let made = words[command.name.split(separator: " ").map(String.init)] else {
                return [command.name]
            }
            return command.words.subtracting(made).sorted().map { "\(command.name) … \($0)" }
        }
    }

    private mutating func add(_ parts: [CallTemplate.Part]) {
        // Forms that are alternatives as a whole have each its own words.
        if parts.count == 1, case .oneOf(let forms) = parts[0] {
            for form in forms { add(form) }
            return
        }
        if parts.count == 2, case .word = parts[0], case .oneOf(let forms) = parts[1] {
            for form in forms { add([parts[0]] + form) }
            return
        }
        let all = Set(parts.flatMap(\.words))
        for beginning in CallTemplate.Part.beginnings(of: parts) {
            for count in 1...2 { words[Array(beginning.prefix(count)), default: []].formUnion(all) }
        }
    }
}

extension CallTemplate.Part {
    /// The words of the part, in capitals, whichever of them are chosen.
    fileprivate var words: [String] {
        switch self {
        case .word(let word): [String(decoding: word, as: UTF8.self).uppercased()]
        case .chosen(let kind): kind == .unit ? ["M", "KM", "FT", "MI"] : []
        case .optional(let parts): parts.flatMap(\.words)
        case .oneOf(let choices): choices.flatMap { $0.flatMap(\.words) }
        case .repeated(let part), .counted(let part), .asCounted(let part): part.words
        case .firstKey: []
        }
    }

    /// Returns with which two words parts may begin; a blank stands for what is no word.
    fileprivate static func beginnings(of parts: [Self]) -> Set<[String]> {
        parts.reduce([[]]) { beginnings, part in
            guard beginnings.contains(where: { $0.count < 2 }) else { return beginnings }
            let next = part.beginnings
            return Set(beginnings.flatMap { one in next.map { Array((one + $0).prefix(2)) } })
        }
    }

    private var beginnings: Set<[String]> {
        switch self {
        case .word: [words]
        case .optional(let parts): Self.beginnings(of: parts).union([[]])
        case .oneOf(let choices): Set(choices.flatMap(Self.beginnings))
        case .repeated(let part): part.beginnings
        case .chosen, .counted, .asCounted, .firstKey: [[" "]]
        }
    }
}
