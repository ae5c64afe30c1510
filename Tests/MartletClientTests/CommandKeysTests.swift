import Testing

@testable import MartletClient

@Suite struct CommandKeysTests {
    @Test(
        "What may write",
        arguments: [
            ("SET k v", true), ("get k", false), ("XGROUP CREATE k g $", true), ("exec", true),
            ("EVALSHA x 0", true), ("EVAL_RO x 0", false), ("BLPOP k 0", true), ("PING", false),
            ("NOSUCH k", false), ("XINFO STREAM k", false), ("FLUSHALL", true),
        ])
    func writes(line: String, mayWrite: Bool) {
        let words = line.split(separator: " ").map { Array($0.utf8) }
        #expect(CommandKeys.shared.mayWrite(RedisCommand(arguments: words)) == mayWrite)
    }
}
