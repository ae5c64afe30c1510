import MartletEngine
import Testing

@Suite struct DispatcherBlockingTests {
    private static func made() -> SmallEngine { SmallEngine(BlockingSpecs.all) }

    @Test func clientWaitsAndIsServed() {
        var engine = Self.made()
        #expect(engine.runBlocking("b", "bpop k 0") == "")
        #expect(engine.engine.call.blocked.count == 1)
        #expect(engine.runBlocking("a", "push k 1") == "+OK|")
        #expect(engine.outgoing("b") == "$1|k|")
        #expect(engine.engine.call.blocked.count == 0)
        #expect(engine.engine.takeWork().released == [engine.client("b")])
        #expect(engine.runBlocking("a", "del k") == ":0|")
    }

    /// What a client sends behind its command is kept by its host until then.
    @Test func inputWaitsToo() {
        var engine = Self.made()
        #expect(engine.runBlocking("b", "bpop k 0", "push x 1") == "")
        _ = engine.runBlocking("a", "push k 1")
        // Served, but not yet let go on: the reply has to be sent before.
        #expect(engine.runBlocking("b", "push x 1") == "")
        _ = engine.engine.takeWork()
        #expect(engine.runBlocking("b", "push x 1") == "+OK|")
    }

    @Test func batchEndsWhereItBlocks() {
        var engine = Self.made()
        #expect(engine.run("push x 1", "bpop k 0", "push x 1", as: "b", peer: .stranger) == "+OK|")
        #expect(engine.engine.call.blocked.count == 1)
    }

    @Test func severalAreServedInTheirOrder() {
        var engine = Self.made()
        for name in ["b", "c", "d"] { _ = engine.runBlocking(name, "bpop k 0") }
        _ = engine.runBlocking("a", "push k 2")
        #expect(engine.outgoing("b") == "$1|k|")
        #expect(engine.outgoing("c") == "$1|k|")
        #expect(engine.outgoing("d") == "")
        #expect(
            engine.engine.takeWork().released == [engine.client("b"), engine.client("c")])
    }

    @Test func keyThatIsReadyFirstServes() {
        var engine = Self.made()
        _ = engine.runBlocking("b", "bpop x y 0")
        _ = engine.runBlocking("a", "both y x")
        #expect(engine.outgoing("b") == "$1|y|")
        #expect(engine.runBlocking("a", "del y", "del x") == ":0|:1|")
    }

    @Test func servedClientsMayServeOthers() {
        var engine = Self.made()
        _ = engine.runBlocking("b", "bpop y 0")
        _ = engine.runBlocking("c", "bmove x y 0")
        #expect(engine.runBlocking("a", "push x 1") == "+OK|")
        #expect(engine.outgoing("c") == "$1|x|")
        #expect(engine.outgoing("b") == "$1|y|")
    }

    @Test func otherKindsAndDatabasesDoNotServe() {
        var engine = Self.made()
        _ = engine.runBlocking("b", "bpop k 0")
        _ = engine.runBlocking("c", "bstack k 0")
        _ = engine.runBlocking("a", "select 1", "push k 1", "select 0")
        #expect(engine.outgoing("b") == "")
        _ = engine.runBlocking("a", "stack k 1")
        #expect(engine.outgoing("b") == "")
        #expect(engine.outgoing("c") == "$1|k|")
        _ = engine.runBlocking("a", "swap 0 1")
        #expect(engine.outgoing("b") == "$1|k|")
        #expect(engine.engine.call.client.database == 0)
    }

    @Test func renamedKeysServe() {
        var engine = Self.made()
        _ = engine.runBlocking("a", "push j 1", "stack k 1")
        _ = engine.runBlocking("b", "bpop i 0")
        _ = engine.runBlocking("a", "stack i 1", "rename j i")
        #expect(engine.outgoing("b") == "$1|i|")
    }

    @Test func failureIsTheServedClients() {
        var engine = Self.made()
        _ = engine.runBlocking("b", "bmove k d 0")
        _ = engine.runBlocking("c", "bpop k 0")
        #expect(engine.runBlocking("a", "stack d 1", "push k 2") == "+OK|+OK|")
        #expect(engine.outgoing("b").hasPrefix("-WRONGTYPE "))
        #expect(engine.outgoing("c") == "$1|k|")
    }

    @Test func serviceCanBeDeclined() {
        var engine = Self.made()
        _ = engine.runBlocking("b", "bpop k never 0")
        _ = engine.runBlocking("c", "bpop k 0")
        _ = engine.runBlocking("a", "push k 5")
        #expect(engine.outgoing("b") == "")
        #expect(engine.outgoing("c") == "$1|k|")
        #expect(engine.engine.call.blocked.count == 1)
    }

    @Test func skippedReplyIsLeftOut() {
        var engine = Self.made()
        _ = engine.run("quiet", "bpop k 0", as: "b", peer: .stranger)
        _ = engine.runBlocking("a", "push k 1")
        #expect(engine.outgoing("b") == "")
        _ = engine.engine.takeWork()
        #expect(engine.runBlocking("b", "push k 1") == "+OK|")
    }

    @Test func callCountsOnceAndFailsWhenUnblocked() {
        var engine = Self.made()
        let row = BlockingSpecs.all.firstIndex { $0.name == "bpop" } ?? 0
        _ = engine.runBlocking("b", "bpop k 0")
        _ = engine.runBlocking("a", "push k 1")
        #expect(engine.engine.call.statistics.commands[row].calls == 1)
        #expect(engine.engine.call.statistics.commands[row].failedCalls == 0)
        _ = engine.runBlocking("c", "bpop k 0")
        #expect(engine.runBlocking("a", "unblock \(engine.client("c").id)") == ":1|")
        #expect(engine.engine.call.statistics.commands[row].failedCalls == 1)
        #expect(engine.engine.call.row != row)
    }
}
