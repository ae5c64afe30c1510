/// The labels of a sample, in the order of their names.
struct PrometheusLabels: Hashable, Comparable, Sendable {
    /// The labels as they are written, without the braces.
    let text: String

    init(_ dimensions: [(String, String)]) {
        text = dimensions.map { (Self.name($0.0), Self.escaped($0.1)) }.sorted { $0 < $1 }
            .map { "\($0)=\"\($1)\"" }.joined(separator: ",")
    }

    /// Returns the labels in braces, with one more behind them; nothing if there are none.
    func braces(and more: String? = nil) -> String {
        let all = [text, more ?? ""].filter { !$0.isEmpty }.joined(separator: ",")
        return all.isEmpty ? "" : "{\(all)}"
    }

    static func < (left: Self, right: Self) -> Bool { left.text < right.text }

    /// Returns a name in which each sign is one that Prometheus allows.
    static func name(_ text: String) -> String {
        let signs = text.unicodeScalars.enumerated().map { index, scalar -> Character in
            switch scalar {
            case "a"..."z", "A"..."Z", "_": Character(scalar)
            case "0"..."9" where index > 0: Character(scalar)
            default: "_"
            }
        }
        return signs.isEmpty ? "_" : String(signs)
    }

    private static func escaped(_ value: String) -> String {
        var text = ""
        for scalar in value.unicodeScalars {
            switch scalar {
            case "\\": text += "\\\\"
            case "\"": text += "\\\""
            case "\n": text += "\\n"
            default: text.unicodeScalars.append(scalar)
            }
        }
        return text
    }
}
