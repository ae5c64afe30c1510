import MartletEngine
import Testing

/// What replies don't show of the stream commands: the clock, the events, and the changes that
/// redis-server counts. The replies themselves are compared with redis-server's by the conformance
/// cases.
@Suite struct StreamsTests {
    private static func made(_ commands: String...) -> TestEngine {
        var engine = TestEngine()
        for command in commands { engine.run(command) }
        engine.engine.call.events.isRecording = true
        return engine
    }

    /// Idle times and ids by the clock are exact, and ids never go back.
    @Test func idsFollowTheClock() {
        var engine = TestEngine()
        let start = engine.clock.wallMicroseconds / 1000
        #expect(engine.run("XADD s * a b").contains("\(start)-0"))
        #expect(engine.run("XADD s * a b").contains("\(start)-1"))
        engine.clock.advance(byMicroseconds: 5_000)
        #expect(engine.run("XADD s * a b").contains("\(start + 5)-0"))
        engine.run("XADD s \(start + 100)-7 a b")
        #expect(engine.run("XADD s * a b").contains("\(start + 100)-8"))
    }

    @Test func idleTimesFollowTheClock() {
        var engine = Self.made("XADD s 1-1 a b", "XGROUP CREATE s g 0")
        engine.run("XREADGROUP GROUP g c STREAMS s >")
        engine.clock.advance(byMicroseconds: 1_500_000)
        #expect(engine.run("XPENDING s g - + 9") == "*1|*4|$3|1-1|$1|c|:1500|:1|")
        #expect(engine.run("XINFO CONSUMERS s g").hasSuffix("$4|idle|:1500|"))
        #expect(engine.run("XCLAIM s g d 2000 1-1") == "*0|")
        #expect(engine.run("XCLAIM s g d 1500 1-1 JUSTID IDLE 300") == "*1|$3|1-1|")
        #expect(engine.run("XPENDING s g - + 9") == "*1|*4|$3|1-1|$1|d|:300|:1|")
        #expect(engine.run("XPENDING s g IDLE 301 - + 9") == "*0|")
    }

    @Test func entriesTellOfThemselves() {
        var engine = Self.made()
        engine.run("XADD s 1-1 a b")
        engine.run("XADD s MAXLEN 1 2-1 a b")
        engine.run("XADD s MAXLEN 9 3-1 a b")
        engine.run("XADD n NOMKSTREAM 3-1 a b")
        engine.run("XDEL s 9-9")
        engine.run("XDEL s 2-1 9-9")
        engine.run("XTRIM s MAXLEN 5")
        engine.run("XTRIM s MINID 9")
        engine.run("XSETID s 9")
        #expect(
            engine.events == [
                "xadd s", "xadd s", "xtrim s", "xadd s", "xdel s", "xtrim s", "xsetid s",
            ])
        #expect(engine.engine.call.events.dirty == 3 + 1 + 1 + 1)
    }

    @Test func groupsTellOfThemselves() {
        var engine = Self.made("XADD s 1-1 a b", "XADD s 2-1 a b")
        engine.engine.call.events.dirty = 0
        engine.run("XGROUP CREATE s g 0")
        engine.run("XGROUP CREATE t g 0 MKSTREAM")
        engine.run("XREADGROUP GROUP g c STREAMS s t > >")
        engine.run("XREADGROUP GROUP g c STREAMS s 0")
        engine.run("XACK s g 1-1 9-9")
        engine.run("XCLAIM s g d 0 2-1")
        engine.run("XCLAIM s g d 0 9-9 LASTID 9-9")
        engine.run("XAUTOCLAIM s g d 0 0")
        engine.run("XGROUP SETID s g 0")
        engine.run("XGROUP CREATECONSUMER s g d")
        engine.run("XGROUP CREATECONSUMER s g e")
        engine.run("XGROUP DELCONSUMER s g e")
        engine.run("XGROUP DESTROY s g")
        engine.run("XGROUP DESTROY s g")
        #expect(
            engine.events == [
                "xgroup-create s", "xgroup-create t", "xgroup-createconsumer s",
                "xgroup-createconsumer s", "xgroup-setid s", "xgroup-createconsumer s",
                "xgroup-delconsumer s", "xgroup-destroy s",
            ])
        #expect(engine.engine.call.events.dirty == 1 + 1 + 2 + 1 + 1 + 2 + 1 + 1 + 1 + 1 + 1 + 1)
    }
}

// MARK: - Waiting

extension StreamsTests {
    private static let waits = "XREADGROUP GROUP g c BLOCK 0 STREAMS s >"

    private static func waiting(_ commands: String...) -> TestEngine {
        var engine = made("XADD s 1-1 a b", "XGROUP CREATE s g $")
        for (index, command) in commands.enumerated() {
            _ = engine.run(command, as: "waits\(index)")
        }
        return engine
    }

    @Test func readersAreServedInOrder() {
        var engine = Self.waiting(
            "XREAD BLOCK 0 STREAMS s $", Self.waits, "XREADGROUP GROUP g d BLOCK 0 STREAMS s >",
            "XREAD BLOCK 0 STREAMS s 5")
        engine.run("XADD s 2-1 a b")
        let entry = "*1|*2|$1|s|*1|*2|$3|2-1|*2|$1|a|$1|b|"
        #expect(engine.outgoing(for: "waits0") == entry)
        #expect(engine.outgoing(for: "waits1") == entry)
        #expect(engine.outgoing(for: "waits2").isEmpty)
        #expect(engine.outgoing(for: "waits3").isEmpty)
        engine.run("XADD s 6-1 a b")
        #expect(engine.outgoing(for: "waits2").contains("6-1"))
        #expect(engine.outgoing(for: "waits3").contains("6-1"))
    }

    @Test(arguments: ["DEL s", "SET s v", "RENAME s t", "MOVE s 1", "FLUSHALL", "SWAPDB 0 1"])
    func groupReadersGoWithTheStream(command: String) {
        var engine = Self.waiting(Self.waits, "XREAD BLOCK 0 STREAMS s $")
        engine.run(command)
        #expect(engine.outgoing(for: "waits0") == "-UNBLOCKED the stream key no longer exists|")
        #expect(engine.outgoing(for: "waits1").isEmpty)
    }

    @Test(arguments: ["XGROUP DESTROY s g", "COPY t s REPLACE", "RENAME t s"])
    func groupReadersGoWithTheGroup(command: String) {
        var engine = Self.waiting(Self.waits)
        engine.run("XADD t 1-1 a b", as: "b")
        engine.run(command)
        #expect(engine.outgoing(for: "waits0").hasPrefix("-NOGROUP the consumer group this "))
    }

    @Test func groupReadersGoWhenTheStreamExpires() {
        var engine = Self.waiting(Self.waits)
        engine.run("PEXPIRE s 10")
        engine.clock.advance(byMicroseconds: 11_000)
        engine.engine.tick()
        #expect(engine.outgoing(for: "waits0") == "-UNBLOCKED the stream key no longer exists|")
    }

    /// The id after which a client waits is that of its call, not of a later stream.
    @Test func lastIDIsThatOfTheCall() {
        var engine = Self.made()
        _ = engine.run("XREAD BLOCK 0 STREAMS s s $ 9", as: "waits")
        engine.run("XADD s 1-1 a b")
        #expect(engine.outgoing(for: "waits").contains("1-1"))
    }

    @Test func countHoldsForThoseWhoWait() {
        var engine = Self.made()
        _ = engine.run("XREAD BLOCK 0 STREAMS s 0", as: "all")
        _ = engine.run("XREAD COUNT 2 BLOCK 0 STREAMS s 0", as: "two")
        engine.run("XADD t 1-1 a b")
        for i in 2...1100 { engine.run("XADD t \(i)-1 a b") }
        engine.run("RENAME t s")
        #expect(engine.outgoing(for: "all").hasPrefix("*1|*2|$1|s|*1000|"))
        #expect(engine.outgoing(for: "two").hasPrefix("*1|*2|$1|s|*2|"))
    }
}

extension TestEngine {
    /// The events that were told, each with its key.
    fileprivate var events: [String] {
        engine.call.events.recorded.map { "\($0.name) \(String(decoding: $0.key, as: UTF8.self))" }
    }
}
