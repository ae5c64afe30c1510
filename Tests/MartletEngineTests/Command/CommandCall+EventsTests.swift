import MartletEngine
import Testing

@Suite struct CommandCallEventsTests {
    @Test func changesAreCountedAndKept() {
        var engine = Engine(table: CommandTable([]))
        let key: [UInt8] = [1, 2]
        engine.call.didModify(key.span, event: "set")
        #expect(engine.call.events.recorded.isEmpty)
        engine.call.events.isRecording = true
        engine.call.didModify(key.span, event: "append", count: 3)
        engine.call.didModify(key.span)
        engine.call.didModify(key.span, in: 3, event: "copy_to")
        engine.call.events.isRecording = false
        engine.call.didModify(key.span, event: "del")
        #expect(engine.call.events.dirty == 1 + 3 + 1 + 1 + 1)
        #expect(engine.call.events.recorded.map(\.name) == ["append", "copy_to"])
        #expect(engine.call.events.recorded.allSatisfy { $0.key == key })
    }
}
