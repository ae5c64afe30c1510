/// A pattern in which `*` stands for any text and `?` for one character, in any case of letters.
package struct GlobPattern: Sendable {
    private let pattern: [Character]

    package init(_ pattern: String) {
        self.pattern = Array(pattern.lowercased())
    }

    /// Whether the whole text fits the pattern.
    package func matches(_ text: String) -> Bool {
        let text = Array(text.lowercased())
        var (at, inText) = (0, 0)
        var retry: (at: Int, inText: Int)?
        while inText < text.count {
            if at < pattern.count, pattern[at] == "*" {
                at += 1
                retry = (at, inText)
            } else if at < pattern.count, pattern[at] == "?" || pattern[at] == text[inText] {
                at += 1
                inText += 1
            } else if let last = retry {
                at = last.at
                inText = last.inText + 1
                retry = (at, inText)
            } else {
                return false
            }
        }
        return pattern[at...].allSatisfy { $0 == "*" }
    }
}
