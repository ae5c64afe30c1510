/// The patterns of KEYS, SCAN and PSUBSCRIBE.
public enum KeyPattern {
    /// Returns a pattern that matches a text and nothing else.
    public static func escaping(_ text: String) -> String {
        var pattern = ""
        for scalar in text.unicodeScalars {
            if ["*", "?", "[", "]", "\\", "^"].contains(scalar) { pattern += "\\" }
            pattern.unicodeScalars.append(scalar)
        }
        return pattern
    }
}
