import Testing

@testable import MartletEngine

@Suite struct CommandCallGroupsTests {
    @Test func noticesCount() {
        var engine = Engine(table: CommandTable([]))
        engine.call.events.isRecording = true
        engine.call.didNotice("k".utf8.span, event: "xgroup-create")
        engine.call.didNotice("k".utf8.span, event: "xtrim", count: 0)
        engine.call.didCount(3)
        #expect(engine.call.events.dirty == 4)
        #expect(engine.call.events.recorded.map(\.name) == ["xgroup-create", "xtrim"])
    }
}
