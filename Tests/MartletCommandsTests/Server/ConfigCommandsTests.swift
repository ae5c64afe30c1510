import MartletCommands
import MartletEngine
import Testing

@Suite struct ConfigCommandsTests {
    @Test(
        arguments: [
            ("CONFIG GET TimeOut", "*2|$7|TimeOut|$1|0|"),
            ("CONFIG GET timeou[t]", "*2|$7|timeout|$1|0|"),
            ("CONFIG GET nothing", "*0|"),
            ("CONFIG SET timeout", "-ERR wrong number of arguments for 'config|set' command|"),
            ("CONFIG SET timeout 1 x", "-ERR syntax error|"),
            (
                "CONFIG SET dir /",
                "-ERR CONFIG SET failed (possibly related to argument 'dir')"
                    + " - can't set protected config|"
            ),
            ("CONFIG REWRITE", "-ERR The server is running without a config file|"),
            ("CONFIG RESETSTAT", "+OK|"),
        ])
    func replies(line: String, expected: String) {
        var engine = TestEngine()
        #expect(engine.run(line) == expected)
    }

    @Test func allOrNothingChanges() {
        var engine = TestEngine()
        #expect(engine.run("CONFIG SET timeout 7 maxmemory x").hasPrefix("-ERR CONFIG SET failed"))
        #expect(engine.run("CONFIG GET timeout") == "*2|$7|timeout|$1|0|")
        #expect(engine.run("CONFIG SET timeout 7 maxmemory 1kb") == "+OK|")
        #expect(engine.run("CONFIG GET timeout") == "*2|$7|timeout|$1|7|")
        #expect(engine.run("CONFIG GET maxmemory") == "*2|$9|maxmemory|$4|1024|")
    }

    /// Who was there before there was a password stays in.
    @Test func aNewPasswordStopsOnlyNewClients() {
        var engine = TestEngine()
        engine.run("PING", as: "early")
        #expect(engine.run("CONFIG SET requirepass secret", as: "early") == "+OK|")
        #expect(engine.run("PING", as: "early") == "+PONG|")
        #expect(engine.run("PING", as: "late").hasPrefix("-NOAUTH"))
    }
}
