import LayerSupport

extension Schema {
    /// Returns the value that a text of a path, a query or a header means: a number or a truth value
    /// has no quotation marks there.
    func value(ofText text: String) -> JSONValue {
        switch self {
        case .boolean:
            switch text {
            case "true", "1": .boolean(true)
            case "false", "0": .boolean(false)
            default: .string(text)
            }
        case .integer, .number:
            // What JSON takes for a number; else it stays a text, which the check refuses.
            if case .number(let number)? = try? JSONValue(parsing: text) {
                .number(number)
            } else {
                .string(text)
            }
        case .optional(let schema), .named(_, let schema): schema.value(ofText: text)
        default: .string(text)
        }
    }
}
