import MartletEngine
import Testing

@Suite struct DebugTests {
    private func makeEngine() -> TestEngine {
        var settings = Settings()
        settings.enableDebugCommand = .yes
        return TestEngine(settings: settings)
    }

    @Test(
        "Fingerprints as redis-server makes them",
        arguments: [
            (["DEBUG POPULATE 0"], "0000000000000000000000000000000000000000"),
            (["SET a 1"], "943d800368fb9c0e951138f1bc0e313ac769d91f"),
            (
                ["SET a 1", "PEXPIREAT a 99999999999999"],
                "0c68bbcf4ad5c984f8ca839729889d52ec025271"
            ),
            (
                ["SET b abc", "SET a xyz", "MOVE a 3", "SET a 1"],
                "ab9ae18825ea2fa48f5cb431ac9a331bb70a1d39"
            ),
        ])
    func digest(lines: [String], digest: String) {
        var engine = makeEngine()
        for line in lines { engine.run(line) }
        #expect(engine.run("DEBUG DIGEST") == "+\(digest)|")
    }

    @Test("SLEEP does not move a manual clock, nor wait for it")
    func sleep() {
        var engine = makeEngine()
        let before = engine.run("TIME")
        #expect(engine.run("DEBUG SLEEP 1000") == "+OK|")
        #expect(engine.run("TIME") == before)
    }

    @Test("SET-ACTIVE-EXPIRE 0 keeps what nobody meets, and what KEYS only passes by")
    func activeExpire() {
        var engine = makeEngine()
        engine.run("DEBUG SET-ACTIVE-EXPIRE 0")
        engine.run("SET a 1")
        engine.run("PEXPIRE a 10")
        engine.clock.advance(byMicroseconds: 10_000)
        engine.engine.tick()
        #expect(engine.run("KEYS *") == "*0|")
        #expect(engine.run("DBSIZE") == ":1|")
        engine.run("DEBUG SET-ACTIVE-EXPIRE 1")
        engine.engine.tick()
        #expect(engine.run("DBSIZE") == ":0|")
    }

    @Test(
        "What makes no sense here says so", arguments: ["RELOAD", "SEGFAULT", "PANIC", "LOADAOF"])
    func refused(subcommand: String) {
        var engine = makeEngine()
        let expected = "-ERR DEBUG \(subcommand) is not supported by this server|"
        #expect(engine.run("DEBUG \(subcommand)") == expected)
    }
}
