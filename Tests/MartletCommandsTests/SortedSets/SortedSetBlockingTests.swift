import MartletEngine
import Testing

/// Who waits for a member, and what is done for them. The events are redis-server's, as are the
/// changes that it counts: unlike with lists, those of the plain commands.
@Suite struct SortedSetBlockingTests {
    private static func made(_ commands: String...) -> TestEngine {
        var engine = TestEngine()
        for (index, command) in commands.enumerated() {
            _ = engine.run(command, as: "waits\(index)")
        }
        engine.engine.call.events.isRecording = true
        return engine
    }

    @Test func eventsAndChangesAreThoseOfThePlainCommand() {
        var engine = Self.made("BZPOPMIN z 0", "BZPOPMAX z 0")
        engine.run("ZADD z 1 a 2 b 3 c")
        #expect(engine.outgoing(for: "waits0") == "*3|$1|z|$1|a|$1|1|")
        #expect(engine.outgoing(for: "waits1") == "*3|$1|z|$1|c|$1|3|")
        #expect(engine.eventNames == ["zadd", "zpopmin", "zpopmax"])
        #expect(engine.engine.call.events.dirty == 5)
    }

    @Test func membersTakenTogetherCount() {
        var engine = Self.made("BZMPOP 0 2 y z MAX COUNT 5")
        engine.run("ZADD z 1 a 2 b")
        #expect(engine.outgoing(for: "waits0") == "*2|$1|z|*2|*2|$1|b|$1|2|*2|$1|a|$1|1|")
        #expect(engine.eventNames == ["zadd", "zpopmax", "del"])
        #expect(engine.engine.call.events.dirty == 4)
    }

    @Test func eachKindServesItsOwn() {
        var engine = Self.made("BLPOP k 0", "BZPOPMIN k 0")
        engine.run("ZADD k 1 a")
        #expect(engine.outgoing(for: "waits0") == "")
        #expect(engine.outgoing(for: "waits1") == "*3|$1|k|$1|a|$1|1|")
        engine.run("RPUSH k b")
        #expect(engine.outgoing(for: "waits0") == "*2|$1|k|$1|b|")
    }

    @Test(arguments: ["BZPOPMIN z 1", "BZPOPMAX z 1", "BZMPOP 1 1 z MIN"])
    func timeIsOver(command: String) {
        var engine = Self.made(command)
        engine.run("HELLO 3", as: "b")
        engine.run(command, as: "b")
        engine.clock.advance(byMicroseconds: 1_000_000)
        engine.engine.tick()
        #expect(engine.outgoing(for: "waits0") == "*-1|")
        #expect(engine.outgoing(for: "b") == "_|")
    }
}

extension TestEngine {
    /// The names of the events since they are recorded.
    fileprivate var eventNames: [String] { engine.call.events.recorded.map(\.name) }
}
