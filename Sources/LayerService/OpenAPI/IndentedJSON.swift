import LayerSupport

/// JSON as people read it.
enum IndentedJSON {
    /// Returns a value's text, with a line for each member of an object.
    static func text(_ value: JSONValue, indent: String = "") -> String {
        let inner = indent + "  "
        switch value {
        case .object(let object) where !object.members.isEmpty:
            let lines = object.members.map { member in
                let name = JSONValue.string(member.name).text(.compact)
                return "\(inner)\(name): \(text(member.value, indent: inner))"
            }
            return "{\n\(lines.joined(separator: ",\n"))\n\(indent)}"
        case .array(let elements) where elements.contains { $0.object != nil }:
            let lines = elements.map { inner + text($0, indent: inner) }
            return "[\n\(lines.joined(separator: ",\n"))\n\(indent)]"
        default: return value.text(.spaced)
        }
    }
}
