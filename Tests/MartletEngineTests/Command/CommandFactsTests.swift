import MartletEngine
import Testing

@Suite struct CommandFactsTests {
    private static func facts(_ name: String, arity: Int) -> CommandFacts {
        CommandFacts(name, arity: arity, categories: []) {
            CommandDocs(since: "1.0.0", group: .generic)
        }
    }

    @Test(
        arguments: [
            (2, 1, false), (2, 2, true), (2, 3, false), (-2, 1, false), (-2, 2, true),
            (-2, 1_000_000, true),
        ])
    func arityTellsTheNumberOfArguments(arity: Int, count: Int, isAccepted: Bool) {
        #expect(Self.facts("x", arity: arity).acceptsArgumentCount(count) == isAccepted)
    }

    @Test func subcommandHasTwoNames() {
        #expect(Self.facts("config|get", arity: 2).name == "get")
        #expect(Self.facts("config|get", arity: 2).fullName == "config|get")
        #expect(Self.facts("get", arity: 2).name == "get")
    }
}
