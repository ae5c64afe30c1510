import MartletEngine
import Testing

@Suite struct CommandSpecTests {
    /// A container made without a handler of its own.
    private static let container = CommandSpec(
        CommandSpec.made("box").facts, summary: "Holds one.",
        subcommands: [
            CommandSpec(
                CommandFacts(
                    "box|open", arity: 2, categories: [],
                    docs: { CommandDocs(since: "1.0.0", group: .generic) }),
                summary: "Opens it.", run: { _, _, reply in reply.ok() })
        ])

    @Test(arguments: [
        ("box", "-ERR wrong number of arguments for 'box' command|"),
        ("BOX nosuch", "-ERR unknown subcommand 'nosuch'. Try BOX HELP.|"),
        ("box OPEN", "+OK|"),
        ("box open x", "-ERR wrong number of arguments for 'box|open' command|"),
    ])
    func containersDoNothingBySelf(line: String, reply: String) {
        var engine = SmallEngine([Self.container])
        #expect(engine.run(line) == reply)
    }

    @Test func unknownSubcommandsAreQuotedUpTo128Bytes() {
        var engine = SmallEngine([Self.container])
        let name = String(repeating: "x", count: 200)
        #expect(
            engine.run("box \(name)")
                == "-ERR unknown subcommand '\(name.prefix(128))'. Try BOX HELP.|")
    }

    @Test func aSubcommandHasItsContainersNameToo() {
        let open = Self.container.subcommands.first
        #expect(open?.name == "open" && open?.fullName == "box|open")
        #expect(Self.container.fullName == "box")
    }
}
