import MartletEngine
import Testing

@Suite struct CommandTableTests {
    /// Names that fold to the same words, or whose ends are alike, are kept apart.
    @Test func everyNameFindsItsRow() {
        var names = ["a", "ab", "abc", "abcd", "_", "a_b", "a-b", "a\u{7f}b"]
        for length in 5...40 { names.append(String(repeating: "x", count: length)) }
        names += ["zremrangebyscorelong", "zremrangebyscorelonger", "zremrangebyscore2longer"]
        let table = CommandTable(names.map { .made($0) })
        for (row, name) in names.enumerated() {
            #expect(table.row(called: name) == row)
            #expect(table.row(called: name.uppercased()) == row)
            #expect(table.row(called: name + "y") == nil || names.contains(name + "y"))
        }
        #expect(table.row(called: "") == nil)
        #expect(table.row(called: String(repeating: "x", count: 100)) == nil)
    }

    @Test func subcommandsFollowTheirContainer() {
        let table = CommandTable([
            .made("one"), .made("two", subcommands: [.made("two|a"), .made("two|b")]),
            .made("three"),
        ])
        #expect(table.rows.map(\.fullName) == ["one", "two", "two|a", "two|b", "three"])
        #expect(table.row(called: "two", "B") == 3)
        #expect(table.row(called: "three") == 4)
        #expect(table.row(called: "three", "a") == nil)
    }
}
