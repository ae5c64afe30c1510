import MartletCommands
import MartletEngine
import Testing

@Suite struct CommandDocumentationTests {
    @Test func documentation() {
        var engine = TestEngine()
        let reply = engine.run("COMMAND DOCS GET")
        #expect(reply.hasPrefix("*2|$3|get|*10|$7|summary|"))
        #expect(
            reply.hasSuffix(
                "$5|since|$5|1.0.0|$5|group|$6|string|$10|complexity|$4|O(1)|$9|arguments|*1|*6|"
                    + "$4|name|$3|key|$4|type|$3|key|$14|key_spec_index|:0|"))
    }

    @Test func unknownNamesAreLeftOut() {
        var engine = TestEngine()
        #expect(engine.run("COMMAND DOCS nosuch") == "*0|")
        let once = engine.run("COMMAND DOCS get").dropFirst("*2|".count)
        #expect(engine.run("COMMAND DOCS get nosuch GET") == "*4|\(once)\(once)")
    }

    @Test func allAreDocumented() {
        var engine = TestEngine()
        let reply = engine.run("COMMAND DOCS")
        #expect(reply.hasPrefix("*\(CommandTable.families.specs.count * 2)|"))
        for row in CommandTable.families.rows {
            #expect(reply.contains("|$\(row.fullName.utf8.count)|\(row.fullName)|"))
        }
    }
}
