import MartletEngine
import Synchronization
import Testing

@Suite struct DebugTests {
    /// Keeps what is logged.
    private final class LoggingHost: Host {
        private let log = Mutex<[String]>([])

        var lines: [String] { log.withLock { $0 } }

        func log(_ message: String, _ level: Settings.LogLevel) {
            log.withLock { $0.append("\(level.rawValue): \(message)") }
        }
        func wake() {}
        func shutDown(_ request: ShutdownRequest) {}
        func apply(
            _ new: borrowing Settings, replacing old: borrowing Settings
        ) throws(ReplyError) {}
        func rewriteConfiguration(_ settings: borrowing Settings) throws(ReplyError) {}
        var facts: HostFacts { HostFacts() }
        func usesMemory(beyond limit: UInt64) -> Bool { false }
    }

    private func makeEngine(host: any Host = NoHost()) -> TestEngine {
        var settings = Settings()
        settings.enableDebugCommand = .yes
        return TestEngine(settings: settings, host: host)
    }

    @Test("LOG writes a line, up to its first zero byte")
    func log() {
        let host = LoggingHost()
        var engine = makeEngine(host: host)
        #expect(engine.run("DEBUG LOG \"hello there\"") == "+OK|")
        #expect(engine.run("DEBUG LOG \"a\\x00b\"") == "+OK|")
        #expect(host.lines == ["warning: DEBUG LOG: hello there", "warning: DEBUG LOG: a"])
    }

    @Test("CHANGE-REPL-ID gives the data another name, and says so in the log")
    func changeReplicationID() {
        let host = LoggingHost()
        var engine = makeEngine(host: host)
        var seen: Set<String> = []
        for _ in 0..<3 {
            let lines = engine.run("INFO replication").split(separator: "|")
            let line = lines.first { $0.hasPrefix("master_replid:") } ?? ""
            #expect(line.count == "master_replid:".count + 40)
            #expect(seen.insert(String(line)).inserted)
            #expect(lines.contains("master_replid2:" + String(repeating: "0", count: 40)))
            #expect(engine.run("DEBUG CHANGE-REPL-ID") == "+OK|")
        }
        #expect(
            host.lines.first
                == "notice: Changing replication IDs after receiving DEBUG change-repl-id")
    }

    @Test("PAUSE-CRON 1 keeps what nobody meets")
    func pauseCron() {
        var engine = makeEngine()
        engine.run("SET a 1 PX 10")
        engine.run("DEBUG PAUSE-CRON 1")
        engine.clock.advance(byMicroseconds: 10_000)
        engine.engine.tick()
        #expect(engine.run("DBSIZE") == ":1|")
        #expect(engine.engine.takeWork().tickAt == .max)
        engine.run("DEBUG PAUSE-CRON 0")
        #expect(engine.engine.isTickDue() == true)
        engine.engine.tick()
        #expect(engine.run("DBSIZE") == ":0|")
    }

    @Test("REPLYBUFFER says that there is no such buffer")
    func replyBuffer() {
        var engine = makeEngine()
        for option in ["RESIZING 0", "PEAK-RESET-TIME NEVER", "PEAK-RESET-TIME 100"] {
            #expect(
                engine.run("DEBUG REPLYBUFFER \(option)")
                    == "-ERR DEBUG REPLYBUFFER is not supported by this server|")
        }
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
