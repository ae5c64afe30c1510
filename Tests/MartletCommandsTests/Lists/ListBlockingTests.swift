import MartletEngine
import Testing

/// Who waits for an element, and what is done for them. The events are redis-server's, as are the
/// changes that it counts: none, but for BLMPOP.
@Suite struct ListBlockingTests {
    private static func made(_ commands: String...) -> TestEngine {
        var engine = TestEngine()
        for (index, command) in commands.enumerated() {
            _ = engine.run(command, as: "waits\(index)")
        }
        engine.engine.call.events.isRecording = true
        return engine
    }

    @Test func eventsAreThoseOfThePlainCommand() {
        var engine = Self.made("BLPOP k 0", "BRPOP k 0")
        engine.run("RPUSH k a b c d")
        engine.run("RPUSH other x")
        #expect(engine.outgoing(for: "waits0") == "*2|$1|k|$1|a|")
        #expect(engine.outgoing(for: "waits1") == "*2|$1|k|$1|d|")
        #expect(engine.events == ["rpush k", "lpop k", "rpop k", "rpush other"])
        #expect(engine.engine.call.events.dirty == 5)
    }

    @Test func keyGoesWithItsLastElement() {
        var engine = Self.made("BLPOP k 0")
        engine.run("RPUSH k a")
        #expect(engine.events == ["rpush k", "lpop k", "del k"])
        #expect(engine.engine.call.events.dirty == 1)
    }

    @Test func movesTellOfTheTargetFirst() {
        var engine = Self.made("BLMOVE k l LEFT RIGHT 0", "BLPOP l 0", "BLPOP k 0")
        engine.run("RPUSH k a b")
        #expect(engine.outgoing(for: "waits0") == "$1|a|")
        #expect(engine.outgoing(for: "waits1") == "*2|$1|l|$1|a|")
        #expect(engine.outgoing(for: "waits2") == "*2|$1|k|$1|b|")
        // The second list is served when the first is done with.
        #expect(
            engine.events == [
                "rpush k", "rpush l", "lpop k", "lpop k", "del k", "lpop l", "del l",
            ])
        #expect(engine.engine.call.events.dirty == 2)
    }

    @Test func movesWithinAListServeEachOnce() {
        var engine = Self.made("BRPOPLPUSH k k 0", "BRPOPLPUSH k k 0")
        engine.run("RPUSH k a b")
        #expect(engine.outgoing(for: "waits0") == "$1|b|")
        #expect(engine.outgoing(for: "waits1") == "$1|a|")
        #expect(engine.events == ["rpush k", "lpush k", "rpop k", "lpush k", "rpop k"])
    }

    @Test func elementsTakenTogetherCount() {
        var engine = Self.made("BLMPOP 0 2 j k LEFT COUNT 3")
        engine.run("RPUSH k a b")
        #expect(engine.outgoing(for: "waits0") == "*2|$1|k|*2|$1|a|$1|b|")
        #expect(engine.events == ["rpush k", "lpop k", "del k"])
        #expect(engine.engine.call.events.dirty == 4)
    }

    @Test func whatIsThereCountsAsEver() {
        var engine = Self.made()
        engine.run("RPUSH k a b c d e")
        engine.run("BLPOP k 0")
        engine.run("BLMOVE k l LEFT LEFT 0")
        engine.run("BLMPOP 0 1 k LEFT COUNT 2")
        #expect(engine.engine.call.events.dirty == 5 + 1 + 1 + 2)
    }

    @Test func targetOfAnotherTypeFailsWhenServed() {
        var engine = Self.made("BLMOVE k s LEFT LEFT 0", "BLPOP k 0")
        engine.run("SET s v")
        engine.run("RPUSH k a")
        #expect(engine.outgoing(for: "waits0").hasPrefix("-WRONGTYPE "))
        #expect(engine.outgoing(for: "waits1") == "*2|$1|k|$1|a|")
    }

    /// Replies tell of the end of time alike, whatever the command replies with.
    @Test(
        arguments: [
            "BLPOP k 1", "BRPOP k 1", "BLMOVE k l LEFT LEFT 1", "BRPOPLPUSH k l 1",
            "BLMPOP 1 1 k LEFT",
        ])
    func timeIsOver(command: String) {
        var engine = Self.made(command)
        engine.run("HELLO 3", as: "b")
        engine.run(command, as: "b")
        engine.clock.advance(byMicroseconds: 1_000_000)
        engine.engine.tick()
        #expect(engine.outgoing(for: "waits0") == "*-1|")
        #expect(engine.outgoing(for: "b") == "_|")
        engine.engine.call.blocked.checkInvariants()
    }
}

extension TestEngine {
    /// The events since they are recorded, as lines of text.
    fileprivate var events: [String] {
        engine.call.events.recorded.map { event in
            "\(event.name) \(String(decoding: event.key, as: UTF8.self))"
        }
    }
}
