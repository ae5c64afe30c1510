import Testing

/// Strings that get or lose a deadline. The replies are redis-server's.
@Suite struct StringLifetimesTests {
    @Test(
        arguments: [
            ("SETEX k 10 v;TTL k", ":10|"),
            ("SETEX k 0 v", "-ERR invalid expire time in 'setex' command|"),
            ("SETEX k -1 v", "-ERR invalid expire time in 'setex' command|"),
            ("SETEX k x v", "-ERR value is not an integer or out of range|"),
            ("PSETEX k 10000 v;TTL k", ":10|"),
            ("PSETEX k 0 v", "-ERR invalid expire time in 'psetex' command|"),
            ("SET k v;GETEX k", "$1|v|"),
            ("SET k v;GETEX k EX 100;TTL k", ":100|"),
            ("SET k v EX 100;GETEX k PERSIST;TTL k", ":-1|"),
            ("SET k v;GETEX k PXAT 1;EXISTS k", ":0|"),
            ("SET k v;GETEX k EX 0", "-ERR invalid expire time in 'getex' command|"),
            ("SET k v;GETEX k EX", "-ERR syntax error|"),
            ("SET k v;GETEX k EX 1 PERSIST", "-ERR syntax error|"),
            ("GETEX k EX 100", "$-1|"),
            ("SETEX k 9223372036854775807 v", "-ERR invalid expire time in 'setex' command|"),
        ])
    func lastReply(script: String, expected: String) {
        var engine = TestEngine()
        #expect(engine.runAll(script) == expected)
    }
}
