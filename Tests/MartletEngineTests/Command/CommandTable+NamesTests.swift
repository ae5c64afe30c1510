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
        .made("alone"), .made("box", subcommands: [.made("box|inner"), .made("box|other")]),
    ])
}
