import Testing

@testable import MartletEngine

@Suite struct FoundCommandTests {
    private static let specs: [CommandSpec] = [
        .made("plain", arity: 2, flags: [.write]),
        .made("box", arity: -2, subcommands: [.made("box|in", arity: 3, flags: [.noScript])]),
    ]

    @Test(arguments: [
        ("PLAIN", "plain"), ("plain x", "plain"), ("box", "box"), ("box IN", "box|in"),
        ("box out", nil), ("nosuch", nil), ("", nil),
    ])
    func findsByName(line: String, expected: String?) {
        var engine = SmallEngine(Self.specs)
        var list = ArgumentList()
        for word in line.split(separator: " ") { list.append(String(word).utf8.span) }
        let found = engine.engine.call.find(&list)
        let rows = engine.engine.call.table.rows
        #expect(found.map { rows[$0.row].fullName } == expected)
    }

    @Test func knowsWhatMayForbidTheCommand() throws {
        var engine = SmallEngine(Self.specs)
        var list = ArgumentList()
        list.append("box".utf8.span)
        list.append("in".utf8.span)
        let command = engine.engine.call.find(&list)
        let found = try #require(command)
        #expect(found.flags == [.noScript])
        #expect(found.takes(3) && !found.takes(2))
        #expect(found.isKeptFromScripts && !found.isWrite && !found.mayChange)
        list.removeAll()
        list.append("plain".utf8.span)
        let other = engine.engine.call.find(&list)
        let plain = try #require(other)
        #expect(!plain.isKeptFromScripts && plain.isWrite && plain.mayChange)
    }
}
