import MartletEngine
import Testing

@Suite struct CommandCallBlockingTests {
    private static func made() -> SmallEngine { SmallEngine(BlockingSpecs.all) }

    @Test func timeEndsTheWait() {
        var engine = Self.made()
        _ = engine.runBlocking("b", "bpop k 0.5")
        _ = engine.runBlocking("c", "bpop k 0.2")
        let work = engine.engine.takeWork()
        #expect(work.tickAt == engine.clock.wallMicroseconds / 1_000 + 200)
        engine.clock.advance(byMicroseconds: 199_999)
        let isEarly = engine.engine.isTickDue()
        #expect(!isEarly)
        engine.clock.advance(byMicroseconds: 1)
        let isDue = engine.engine.isTickDue()
        #expect(isDue)
        engine.engine.tick()
        #expect(engine.outgoing("c") == "*-1|")
        #expect(engine.outgoing("b") == "")
        engine.clock.advance(byMicroseconds: 300_000)
        engine.engine.tick()
        #expect(engine.outgoing("b") == "*-1|")
        #expect(
            engine.engine.takeWork().released == [engine.client("c"), engine.client("b")])
        engine.engine.call.blocked.checkInvariants()
    }

    /// The host is told of an end that comes before the tick it knows of.
    @Test func earlyEndWakesTheHost() {
        var engine = Self.made()
        _ = engine.runBlocking("b", "bpop k 10")
        #expect(engine.engine.needsHost == true)
        _ = engine.engine.takeWork()
        _ = engine.runBlocking("c", "bpop k 20")
        #expect(engine.engine.needsHost == false)
        _ = engine.runBlocking("d", "bpop k 0")
        #expect(engine.engine.needsHost == false)
        _ = engine.runBlocking("e", "bpop k 5")
        #expect(engine.engine.needsHost == true)
    }

    @Test func clientsThatGoTakeNothing() {
        var engine = Self.made()
        _ = engine.runBlocking("b", "bpop k 0")
        _ = engine.runBlocking("c", "bpop k 0")
        engine.engine.disconnect(engine.client("b"))
        let id = engine.client("c").id
        #expect(
            engine.run("kill \(id)", "push k 1", "del k", as: "a", peer: .stranger)
                == "+OK|+OK|:1|")
    }

    @Test func unblockedClientsAreToldWhy() {
        var engine = Self.made()
        _ = engine.runBlocking("b", "bpop k 0")
        let id = engine.client("b").id
        #expect(engine.runBlocking("a", "unblock \(id) error", "unblock \(id)") == ":1|:0|")
        #expect(engine.outgoing("b") == "-UNBLOCKED client unblocked via CLIENT UNBLOCK|")
    }

    @Test func callsOfTheProgramDoNotBlock() {
        var engine = Self.made()
        #expect(engine.run("bpop k 0", "push x 1") == "*-1|+OK|")
        #expect(engine.engine.call.blocked.count == 0)
    }
}
