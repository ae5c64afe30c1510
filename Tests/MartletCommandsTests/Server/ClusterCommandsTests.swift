import MartletCommands
import MartletEngine
import Testing

@Suite struct ClusterCommandsTests {
    /// Every subcommand is refused alike, once it has as many arguments as it needs.
    @Test func nothingIsThere() throws {
        var engine = TestEngine()
        let cluster = try #require(CommandTable.families.spec(called: "cluster"))
        #expect(cluster.subcommands.count == 27)
        for command in cluster.subcommands {
            let words = ["CLUSTER", command.name] + Array(repeating: "1", count: 3)
            let count = max(2, abs(command.facts.arity))
            let reply = engine.run(words.prefix(count).map { Array($0.utf8) })
            #expect(reply == "-ERR This instance has cluster support disabled|", "\(command.name)")
            let few = engine.run(words.prefix(count - 1).map { Array($0.utf8) })
            #expect(few.hasPrefix("-ERR wrong number of arguments for 'cluster"))
        }
    }

    @Test(arguments: ["READONLY", "READWRITE", "ASKING"]) func others(name: String) {
        var engine = TestEngine()
        #expect(engine.run(name) == "-ERR This instance has cluster support disabled|")
    }
}
