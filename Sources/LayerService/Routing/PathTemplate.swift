/// The path of a route, such as `/api/pet/{device_id}/state`: each part is a word or has a name.
struct PathTemplate: Hashable, Sendable, CustomStringConvertible, ExpressibleByStringLiteral {
    let description: String
    let parts: [Part]

    /// A part between two slashes.
    enum Part: Hashable, Sendable {
        case word(String)
        case parameter(String)
    }

    init(stringLiteral text: String) {
        description = text
        parts = text.split(separator: "/").map { part in
            part.hasPrefix("{") && part.hasSuffix("}")
                ? .parameter(String(part.dropFirst().dropLast())) : .word(String(part))
        }
    }

    /// The names of the parts that have one.
    var parameters: [String] {
        parts.compactMap { part in
            if case .parameter(let name) = part { name } else { nil }
        }
    }

    /// Returns what the named parts are in a path; nil if it is another's.
    func match(_ segments: [String]) -> [String: String]? {
        guard segments.count == parts.count else { return nil }
        var values: [String: String] = [:]
        for (part, segment) in zip(parts, segments) {
            switch part {
            case .word(let word): if word != segment { return nil }
            case .parameter(let name): values[name] = segment
            }
        }
        return values
    }

    /// Whether this path is more special than another that matches too: it has a word earlier.
    func isBefore(_ other: PathTemplate) -> Bool {
        for (own, others) in zip(parts, other.parts) {
            switch (own, others) {
            case (.word, .parameter): return true
            case (.parameter, .word): return false
            default: continue
            }
        }
        return false
    }
}
