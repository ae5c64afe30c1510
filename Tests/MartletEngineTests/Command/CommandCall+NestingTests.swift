import MartletEngine
import Testing

@Suite struct CommandCallNestingTests {
    private static func makeEngine() -> SmallEngine {
        let clock = ManualClock()
        return SmallEngine(NestingSpecs.all(clock) + BlockingSpecs.all, clock: clock)
    }

    @Test func partsReplyOneAfterTheOther() {
        var engine = Self.makeEngine()
        #expect(
            engine.run("nest there k / fail / sleep 1") == ":0|-ERR syntax error|+OK|")
        #expect(engine.run("script fail / there k") == "-ERR syntax error|:0|")
        #expect(engine.engine.call.nesting == nil)
    }

    @Test func everyPartIsCountedAndTimed() {
        var engine = Self.makeEngine()
        _ = engine.run("nest sleep 5 / fail / sleep 7 / nosuch")
        #expect(engine.calls("sleep") == [2, 12, 0, 0])
        #expect(engine.calls("fail") == [1, 0, 0, 1])
        #expect(engine.calls("nest") == [1, 12, 0, 0])
        #expect(engine.engine.call.statistics.commandCount == 4)
        #expect(engine.engine.call.statistics.errorCount == 2)
    }

    @Test func refusedPartsAreCounted() {
        var engine = Self.makeEngine()
        var list = ArgumentList()
        list.append("there".utf8.span)
        let command = engine.engine.call.find(&list)
        engine.engine.call.countRejected(.syntax, of: command)
        #expect(engine.calls("there") == [0, 0, 1, 0])
    }

    /// Keys that are there at the beginning are there to the end, and later times are counted from
    /// later moments.
    @Test func timeStandsStillForKeysOnly() {
        var engine = Self.makeEngine()
        let start = engine.clock.wallMicroseconds / 1000
        #expect(
            engine.run("nest keep k 10 / sleep 20000 / there k / keep j 10")
                == ":\(start + 10)|+OK|:1|:\(start + 30)|")
        #expect(engine.run("there k", "there j") == ":0|:1|")
    }

    @Test func theTimeOfAScriptBeginsWithIt() {
        var engine = Self.makeEngine()
        _ = engine.run("keep k 10", "keep j 30")
        #expect(
            engine.run("nest sleep 20000 / there k / script there k", "there j") == "+OK|:1|:0|:1|")
        #expect(engine.run("nest sleep 20000 / there j", "there j") == "+OK|:1|:0|")
    }

    @Test func whoWouldWaitGetsTheReplyOfAWaitThatIsOver() {
        var engine = Self.makeEngine()
        #expect(engine.runBlocking("a", "nest bpop k 0 / there k") == "*-1|:0|")
        #expect(engine.engine.takeWork().released.isEmpty)
    }

    @Test func waitingClientsAreServedAfterAllParts() {
        var engine = Self.makeEngine()
        #expect(engine.runBlocking("b", "bpop k 0") == "")
        #expect(engine.runBlocking("a", "nest push k 1 / del k / there k") == "+OK|:1|:0|")
        #expect(engine.outgoing("b") == "")
        #expect(engine.runBlocking("a", "nest push k 1 / there k") == "+OK|:1|")
        #expect(engine.outgoing("b") == "$1|k|")
    }

    @Test func aScriptForgetsWhatItSelected() {
        var engine = Self.makeEngine()
        _ = engine.run("script select 3 / push k 1")
        #expect(engine.run("there k") == ":0|")
        _ = engine.run("nest select 3")
        #expect(engine.run("there k") == ":1|")
    }

    @Test func monitorsSeePartsBeforeATransactionAndAfterAScript() throws {
        var engine = Self.makeEngine()
        let handle = engine.client("m", peer: .stranger)
        let monitor = try #require(engine.engine.call.clients[handle])
        engine.engine.call.monitors = [monitor]
        _ = engine.runBlocking("a", "nest hush x / there k", "script hush x")
        let lines = engine.outgoing("m").split(separator: "|").map { $0.drop { $0 != "[" } }
        #expect(
            lines == [
                #"[0 127.0.0.1:4711] "hush" "(redacted)""#,
                #"[0 127.0.0.1:4711] "there" "k""#,
                #"[0 127.0.0.1:4711] "nest" "hush" "x" "/" "there" "k""#,
                #"[0 127.0.0.1:4711] "script" "hush" "x""#,
                #"[0 lua] "hush" "(redacted)""#,
            ])
    }

    @Test func slowPartsAreLogged() {
        var engine = Self.makeEngine()
        _ = engine.run("nest sleep 20000 / there k")
        let entries = engine.engine.call.slowLog.entries.map(\.arguments)
        #expect(entries.map { $0[0] } == [Array("nest".utf8), Array("sleep".utf8)])
    }

    @Test func largeArgumentsArePassedOn() {
        var engine = Self.makeEngine()
        let text = String(repeating: "x", count: 40_000)
        #expect(engine.run("nest large \(text) / large x") == ":40000|:-1|")
    }
}

extension SmallEngine {
    /// How often a command ran and how long, how often it was rejected, and failed.
    fileprivate func calls(_ name: String) -> [Int] {
        guard let row = engine.call.table.row(called: name) else { return [] }
        let ticks = Int(engine.call.statistics.commands[row].ticks)
        let calls = engine.call.statistics.commands[row].calls
        let rejected = engine.call.statistics.commands[row].rejectedCalls
        return [calls, ticks, rejected, engine.call.statistics.commands[row].failedCalls]
    }
}
