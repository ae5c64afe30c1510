import MartletEngine
import Testing

@Suite struct SavingCommandsTests {
    @Test(
        "Nothing says that data were saved",
        arguments: ["SAVE", "BGSAVE", "BGSAVE SCHEDULE", "bgsave schedule", "BGREWRITEAOF"])
    func refused(line: String) {
        var engine = TestEngine()
        engine.run("SET k v")
        let saved = engine.engine.call.savedAtSeconds
        engine.clock.advance(byMicroseconds: 5_000_000)
        #expect(engine.run(line) == "-ERR This server doesn't save its data yet|")
        #expect(engine.engine.call.savedAtSeconds == saved)
        #expect(engine.run("INFO persistence").contains("|rdb_changes_since_last_save:1|"))
    }

    @Test(arguments: ["BGSAVE x", "BGSAVE SCHEDULE x"]) func options(line: String) {
        var engine = TestEngine()
        #expect(engine.run(line) == "-ERR syntax error|")
    }
}
