import MartletCommands
import MartletEngine
import Testing

@Suite struct CommandKeysTests {
    @Test(
        arguments: [
            ("COMMAND GETKEYS SET k v", "*1|$1|k|"),
            ("COMMAND GETKEYS DEL a b", "*2|$1|a|$1|b|"),
            ("COMMAND GETKEYSANDFLAGS SET k v", "*1|*2|$1|k|*2|+OW|+update|"),
            ("COMMAND GETKEYSANDFLAGS SET k v get", "*1|*2|$1|k|*3|+RW|+access|+update|"),
            ("COMMAND GETKEYS MIGRATE h 1 \"\" 0 1 AUTH KEYS KEYS a b", "*2|$1|a|$1|b|"),
            (
                "COMMAND GETKEYSANDFLAGS MIGRATE h 1 a 0 1",
                "*1|*2|$1|a|*3|+RW|+access|+delete|"
            ),
            (
                "COMMAND GETKEYS MIGRATE h 1 a 0 1 KEYS b",
                "-ERR Invalid arguments specified for command|"
            ),
            ("COMMAND GETKEYS nosuch k", "-ERR Invalid command specified|"),
            ("COMMAND GETKEYS CONFIG nosuch k", "-ERR Invalid command specified|"),
            ("COMMAND GETKEYS PING x", "-ERR The command has no key arguments|"),
            ("COMMAND GETKEYS COMMAND COUNT x", "-ERR The command has no key arguments|"),
            ("COMMAND GETKEYS SET k", "-ERR Invalid number of arguments specified for command|"),
        ])
    func reply(line: String, expected: String) {
        var engine = TestEngine()
        #expect(engine.run(line) == expected)
    }
}
