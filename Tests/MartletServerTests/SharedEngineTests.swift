import MartletEngine
import Synchronization
import Testing

@testable import MartletServer

@Suite struct SharedEngineTests {
    private func run(
        _ words: [String], for client: ClientHandle? = nil, _ engine: SharedEngine
    ) -> (SharedEngine.Outcome, String) {
        var text = ""
        let outcome = engine.execute(for: client) { list in
            for word in words { list.append(word.utf8.span) }
        } _: { reply in
            text = String(copying: reply.buffer.span)
        }
        return (outcome, text)
    }

    @Test func threadsTakeTurns() async {
        let engine = SharedEngine()
        await withTaskGroup(of: Void.self) { group in
            for _ in 0..<4 {
                group.addTask { for _ in 0..<500 { _ = run(["INCR", "n"], engine) } }
            }
        }
        #expect(run(["GET", "n"], engine) == (.done, "$4\r\n2000\r\n"))
    }

    @Test func theProgramIsOneClientAndOthersAreTheirOwn() throws {
        let engine = SharedEngine()
        let other = try #require(engine.connectInProcess())
        _ = run(["SELECT", "3"], engine)
        _ = run(["SET", "k", "three"], engine)
        #expect(run(["GET", "k"], for: other, engine).1 == "$-1\r\n")
        #expect(run(["GET", "k"], engine).1 == "$5\r\nthree\r\n")
        engine.disconnect(other)
        #expect(run(["GET", "k"], for: other, engine).0 == .closed)
    }

    @Test func theProgramBeginsAnewAfterQuit() {
        let engine = SharedEngine()
        #expect(run(["QUIT"], engine) == (.done, "+OK\r\n"))
        #expect(run(["PING"], engine).0 == .closed)
        engine.reviveProgram()
        #expect(run(["PING"], engine) == (.done, "+PONG\r\n"))
    }

    @Test func stringsAreShownWithoutACopy() {
        let engine = SharedEngine()
        _ = run(["SET", "k", "value"], engine)
        var shown: [String] = []
        var replies: [String] = []
        for key in ["k", "missing"] {
            _ = engine.withString(at: key.utf8.span, for: nil) {
                shown.append(String(copying: $0))
            } otherwise: {
                replies.append(String(copying: $0.buffer.span))
            }
        }
        #expect(shown == ["value"])
        #expect(replies == ["$-1\r\n"])
    }

    /// Without a loop nobody calls the engine in time: a command does what is due first.
    @Test func withoutALoopACommandDoesWhatIsDue() {
        let clock = ManualClock()
        let engine = SharedEngine(clock: clock)
        for i in 0..<10 { _ = run(["SET", "k\(i)", "v", "PX", "10"], engine) }
        clock.advance(byMicroseconds: 10_000)
        #expect(run(["DBSIZE"], engine).1 == ":0\r\n")
    }

    @Test func messagesWaitForTheirClient() throws {
        let engine = SharedEngine()
        let monitor = try #require(engine.connectInProcess())
        _ = run(["MONITOR"], for: monitor, engine)
        _ = run(["SET", "k", "v"], engine)
        var text = ""
        engine.receive(for: monitor) { text = String(copying: $0.buffer.span) }
        #expect(text.hasSuffix("[0 in-process:0] \"SET\" \"k\" \"v\"\r\n"))
    }

    @Test func aStoppedEngineRefuses() {
        let engine = SharedEngine()
        _ = run(["SET", "k", "v"], engine)
        engine.stop()
        engine.stop()
        #expect(run(["GET", "k"], engine) == (.stopped, ""))
        #expect(engine.connectInProcess() == nil)
        engine.tickUntilDone()
    }
}
