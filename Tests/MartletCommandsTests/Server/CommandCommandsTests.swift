import MartletCommands
import MartletEngine
import Testing

@Suite struct CommandCommandsTests {
    @Test(
        arguments: [
            ("COMMAND COUNT", ":\(CommandTable.families.specs.count)|"),
            ("COMMAND LIST FILTERBY PATTERN ?et", "*2|$3|get|$3|set|"),
            ("COMMAND LIST FILTERBY PATTERN command|COUNT", "*1|$13|command|count|"),
            ("COMMAND LIST FILTERBY ACLCAT nosuch", "*0|"),
            ("COMMAND LIST FILTERBY MODULE m", "*0|"),
            ("COMMAND LIST FILTERBY MODULE", "-ERR syntax error|"),
            ("COMMAND LIST FILTERBY PATTERN a b", "-ERR syntax error|"),
            ("COMMAND NOSUCH", "-ERR unknown subcommand 'NOSUCH'. Try COMMAND HELP.|"),
        ])
    func reply(line: String, expected: String) {
        var engine = TestEngine()
        #expect(Self.sorted(engine.run(line)) == Self.sorted(expected))
    }

    /// The order of a list of names is free.
    private static func sorted(_ reply: String) -> [Substring] {
        reply.split(separator: "|").sorted()
    }

    @Test func listHasEveryRow() {
        var engine = TestEngine()
        let reply = engine.run("COMMAND LIST")
        #expect(reply.hasPrefix("*\(CommandTable.families.rows.count)|"))
    }

    @Test func commandWithoutSubcommandDescribesAll() {
        var engine = TestEngine()
        let all = engine.run("COMMAND")
        #expect(all.hasPrefix("*\(CommandTable.families.specs.count)|*10|"))
        #expect(engine.run("COMMAND INFO") == all)
    }

    /// The head, a line and its explanation for each subcommand, and no line with two of them.
    @Test func helpHasTheShapeOfTheRealOne() {
        var engine = TestEngine()
        #expect(engine.run("COMMAND HELP").hasPrefix("*21|+COMMAND "))
    }
}
