import MartletEngine
import Testing

@Suite struct CommandTableNamesTests {
    @Test(
        arguments: [
            ("alone", "alone"), ("ALONE", "alone"), ("box", "box"), ("box|inner", "box|inner"),
            ("Box|INNER", "box|inner"), ("box|", nil), ("|inner", nil), ("|", nil), ("", nil),
            ("inner", nil), ("box|inner|", nil), ("alone|inner", nil), ("box inner", nil),
        ] as [(String, String?)])
    func specIsFoundByItsFullName(name: String, expected: String?) {
        #expect(Self.table.spec(called: name)?.fullName == expected)
    }

    private static let table = CommandTable([
        spec("alone"), spec("box", [spec("box|inner"), spec("box|other")]),
    ])

    private static func spec(_ name: String, _ subcommands: [CommandSpec] = []) -> CommandSpec {
        let facts = CommandFacts(name, arity: -1, categories: []) {
            CommandDocs(since: "1.0.0", group: .generic)
        }
        return CommandSpec(facts, summary: "", subcommands: subcommands) { _, _, _ in }
    }
}
