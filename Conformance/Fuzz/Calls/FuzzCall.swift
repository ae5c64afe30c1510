/// One command with its arguments, and how its replies are compared.
package struct FuzzCall: Sendable, Equatable {
    package var words: [[UInt8]]
    package var rule: ReplyRule
    /// Which of several clients makes it; nil where there is only one.
    package var connection: Int?

    package init(_ words: [[UInt8]], rule: ReplyRule = .exact) {
        self.words = words
        self.rule = rule
    }

    /// Creates a call of texts without blanks within.
    package init(_ text: String, rule: ReplyRule = .exact) {
        self.init(text.split(separator: " ").map { Array($0.utf8) }, rule: rule)
    }

    /// The command in capitals, with nothing that is not printable.
    package var name: String { Self.name(words.first) }

    /// The same of the word behind it, which may be a subcommand.
    var secondName: String { Self.name(words.dropFirst().first) }

    private static func name(_ word: [UInt8]?) -> String {
        let printable = (word ?? []).filter { 0x21...0x7e ~= $0 }
        return String(decoding: printable, as: UTF8.self).uppercased()
    }
}

/// Calls that stand or fall together when a sequence is made shorter.
package struct FuzzStep: Sendable, Equatable {
    package var calls: [FuzzCall]
    /// Whether calls of it may be left out, as from a transaction.
    package var isDivisible: Bool

    package init(_ calls: [FuzzCall], isDivisible: Bool = false) {
        self.calls = calls
        self.isDivisible = isDivisible
    }
}
