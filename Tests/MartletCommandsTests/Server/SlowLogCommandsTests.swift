import MartletCommands
import MartletEngine
import Testing

@Suite struct SlowLogCommandsTests {
    /// Logs everything.
    private static func patient() -> Settings {
        var settings = Settings()
        settings.slowlogLogSlowerThan = 0
        return settings
    }

    /// An engine with one command, `ECHO`, which takes as many microseconds as it is told.
    private static func slow(
        _ clock: ManualClock, _ settings: Settings = Settings()
    ) -> Engine {
        let echo = CommandSpec(.echo, summary: "Takes time.") {
            (arguments, call, reply) throws(ReplyError) in
            clock.advance(byMicroseconds: try arguments.integer(at: 1))
            reply.ok()
        }
        let table = CommandTable([echo])
        return Engine(table: table, settings: settings, clock: EngineClock(manual: clock))
    }

    @Test func whatTakesLongIsKept() {
        let clock = ManualClock()
        var engine = Self.slow(clock)
        run("ECHO 9999", &engine)
        run("ECHO 10000", &engine)
        run("ECHO 12345", &engine)
        #expect(engine.call.slowLog.entries.map(\.microseconds) == [12345, 10000])
        #expect(engine.call.slowLog.entries.map(\.id) == [1, 0])
        #expect(engine.call.slowLog.entries.first?.seconds == 1_700_000_000)
    }

    @Test func nothingIsKeptBelowZero() {
        var settings = Settings()
        settings.slowlogLogSlowerThan = -1
        let clock = ManualClock()
        var engine = Self.slow(clock, settings)
        run("ECHO 10000000", &engine)
        #expect(engine.call.slowLog.entries.isEmpty)
    }

    @Test func spikesAreKeptBySecond() {
        var settings = Settings()
        settings.latencyMonitorThreshold = 10
        let clock = ManualClock()
        var engine = Self.slow(clock, settings)
        for time in ["9999", "20000", "15000", "2000000"] { run("ECHO \(time)", &engine) }
        let event = engine.call.latency.events.first
        #expect(event?.name == "fast-command")
        #expect(event?.samples.map(\.milliseconds) == [20, 2000])
        #expect(event?.longestMilliseconds == 2000)
    }

    private func run(_ line: String, _ engine: inout Engine) {
        let client = engine.connect(.inProcess)
        var parser = RequestParser()
        var reply = ReplyWriter()
        let request = Array((line + "\r\n").utf8)
        _ = engine.process(request.span, &parser, for: client, reply: &reply)
        engine.disconnect(client)
    }

    @Test func entry() {
        var engine = TestEngine(settings: Self.patient())
        engine.run("CLIENT SETNAME me")
        engine.run("SLOWLOG RESET")
        #expect(
            engine.run("SLOWLOG GET")
                == "*1|*6|:1|:1700000000|:0|*2|$7|SLOWLOG|$5|RESET|$15|127.0.0.1:50001|$2|me|")
    }

    @Test func longArgumentsAndManyAreCut() {
        var engine = TestEngine(settings: Self.patient())
        engine.run("SLOWLOG RESET")
        engine.run("ECHO " + String(repeating: "x", count: 129))
        #expect(engine.run("SLOWLOG GET 1").contains("x... (1 more bytes)|"))
        engine.run("DEL " + (0..<32).map { "k\($0)" }.joined(separator: " "))
        let reply = engine.run("SLOWLOG GET 1")
        #expect(reply.contains("|*32|"))
        #expect(reply.contains("$3|k29|$22|... (2 more arguments)|"))
    }

    @Test func secretsAreHiddenOnce() {
        var engine = TestEngine(settings: Self.patient())
        engine.run("AUTH default secret")
        engine.run("ECHO open")
        let reply = engine.run("SLOWLOG GET 2")
        #expect(reply.contains("$4|ECHO|$4|open|"))
        #expect(reply.contains("$4|AUTH|$10|(redacted)|$10|(redacted)|"))
    }

    @Test(
        arguments: [
            ("SLOWLOG GET -2", "-ERR count should be greater than or equal to -1|"),
            ("SLOWLOG GET x", "-ERR count should be greater than or equal to -1|"),
            ("SLOWLOG GET 0", "*0|"),
            ("SLOWLOG LEN", ":0|"),
        ])
    func reply(line: String, expected: String) {
        var engine = TestEngine()
        #expect(engine.run(line) == expected)
    }

    @Test func tenByDefault() {
        var engine = TestEngine(settings: Self.patient())
        for _ in 0..<12 { engine.run("PING") }
        #expect(engine.run("SLOWLOG GET").hasPrefix("*10|"))
        #expect(engine.run("SLOWLOG GET -1").hasPrefix("*13|"))
    }
}
