import MartletEngine
import Testing

@testable import MartletCommands

@Suite struct UserDraftTests {
    private static let hash = "2bb80d537b1da3e38bd30361aa855686bde0eacd7162fef6a25fe97bf527a25b"

    private func isChanged(
        _ rules: String, isDefault: Bool = true, password: String = ""
    ) throws(ReplyError) -> Bool {
        var user = UserDraft(isDefault: isDefault, password: Array(password.utf8))
        for rule in rules.split(separator: ",", omittingEmptySubsequences: false) {
            try user.obey(Array(rule.utf8), .families)
        }
        return user.isChanged
    }

    @Test(
        "Whether rules change the default user",
        arguments: [
            ("", "", false), ("on,nopass,~*,&*,+@all,clearselectors", "", false),
            ("nopass", "secret", true), (">secret", "secret", false), (">other", "secret", true),
            ("#\(hash)", "secret", false), ("<secret", "secret", true), (">secret", "", true),
            ("resetpass", "", true), ("off", "", true), ("reset", "", true), ("()", "", true),
            ("sanitize-payload", "", true), ("skip-sanitize-payload", "", true),
        ])
    func changes(rules: String, password: String, expected: Bool) throws {
        #expect(try isChanged(rules, password: password) == expected)
    }

    @Test func newUserIsAChange() throws {
        #expect(try isChanged("", isDefault: false))
    }

    @Test(
        arguments: [
            ("<x", "The password you are trying to remove from the user does not exist"),
            (
                "#X",
                """
                The password hash must be exactly 64 characters and contain only lowercase \
                hexadecimal characters
                """
            ),
            ("(nosuch)", "Syntax error"), ("(on)", "Syntax error"),
            ("(+nosuch)", "Unknown command or category name in ACL"),
        ])
    func failures(rule: String, reason: String) {
        let text = "ERR Error in ACL SETUSER modifier '\(rule)': \(reason)"
        #expect(throws: ReplyError(composing: text)) { try isChanged(rule) }
    }

    @Test func passwordsThatWereAddedCanBeRemoved() throws {
        #expect(throws: Never.self) { try isChanged(">x,<x") }
        #expect(throws: ReplyError.self) { try isChanged(">x,<x,<x") }
        #expect(throws: ReplyError.self) { try isChanged("reset,<secret", password: "secret") }
    }
}
