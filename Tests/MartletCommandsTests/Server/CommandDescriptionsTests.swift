import MartletCommands
import MartletEngine
import Testing

@Suite struct CommandDescriptionsTests {
    @Test func description() {
        var engine = TestEngine()
        #expect(
            engine.run("COMMAND INFO GET")
                == "*1|*10|$3|get|:2|*2|+readonly|+fast|:1|:1|:1|*3|+@read|+@string|+@fast|*0|*1|*6|"
                + "$5|flags|*2|+RO|+access|$12|begin_search|*4|$4|type|$5|index|$4|spec|*2|"
                + "$5|index|:1|$9|find_keys|*4|$4|type|$5|range|$4|spec|*6|$7|lastkey|:0|"
                + "$7|keystep|:1|$5|limit|:0|*0|")
    }

    @Test func unknownNamesAreNull() {
        var engine = TestEngine()
        #expect(engine.run("COMMAND INFO nosuch config|nosuch") == "*2|$-1|$-1|")
    }

    /// A container's subcommands are described within it, as they are by themselves.
    @Test func containerHasItsSubcommands() {
        var engine = TestEngine()
        let inner = engine.run("COMMAND INFO command|count").dropFirst("*1|".count)
        #expect(engine.run("COMMAND INFO command").contains(inner))
    }
}
