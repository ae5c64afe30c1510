import MartletEngine
import Testing

@testable import MartletCommands

@Suite struct SelectorDraftTests {
    private func draft(obeying rules: String) throws(SelectorDraft.Failure) -> SelectorDraft {
        var draft = SelectorDraft()
        for rule in rules.split(separator: " ") {
            try draft.obey(Array(rule.utf8), .families)
        }
        return draft
    }

    @Test(
        "Whether rules change what a new user may do",
        arguments: [
            ("", false), ("resetkeys resetchannels nocommands -@all", false), ("~k", true),
            ("&c", true), ("+get", true), ("allkeys", true), ("-get", true), ("&*", true),
            ("%R~k", true), ("+@read", true), ("+config|get", true), ("+get|x", true),
        ])
    func changes(rules: String, isChanged: Bool) throws {
        #expect(try draft(obeying: rules).isChanged == isChanged)
    }

    @Test(
        arguments: [
            ("nosuch", .syntax), ("%", .syntax), ("%~k", .syntax), ("%RR~k", .syntax),
            ("%RWx", .syntax), ("~a\tb", .syntax), ("&a\tb", .syntax), ("+get|", .syntax),
            ("+config|", .syntax), ("+nosuch", .unknownCommand), ("-nosuch", .unknownCommand),
            ("+@nosuch", .unknownCommand), ("-@", .unknownCommand), ("-get|x", .unknownCommand),
            ("+config|nosuch", .unknownCommand), ("+get|x|y", .unknownCommand),
            ("+config|get|x", .firstArgumentOfSubcommand), ("~* ~k", .allKeysAlready),
            ("allkeys %", .allKeysAlready), ("&* &c", .allChannelsAlready),
        ] as [(String, SelectorDraft.Failure)])
    func failures(rules: String, failure: SelectorDraft.Failure) {
        #expect(throws: failure) { try draft(obeying: rules) }
    }

    @Test func patternsFitAfterAReset() throws {
        #expect(throws: Never.self) { try draft(obeying: "~* resetkeys ~k &* resetchannels &c") }
    }
}
