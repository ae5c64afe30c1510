import Testing

/// Reads and writes of one string. The replies are redis-server's.
@Suite struct StringValuesTests {
    @Test(
        arguments: [
            ("GET k", "$-1|"),
            ("SET k v;GET k", "$1|v|"),
            ("SET k v NX;SET k w NX;GET k", "$1|v|"),
            ("SET k v XX", "$-1|"),
            ("SET k v;SET k w GET", "$1|v|"),
            ("SET k v EX 0", "-ERR invalid expire time in 'set' command|"),
            ("SET k v EX 10 PX 10", "-ERR syntax error|"),
            ("SET k v KEEPTTL", "+OK|"),
            ("SETNX k v", ":1|"),
            ("SETNX k v;SETNX k w", ":0|"),
            ("GETSET k v", "$-1|"),
            ("SET k v;GETSET k w;GET k", "$1|w|"),
            ("GETDEL k", "$-1|"),
            ("SET k v;GETDEL k;GET k", "$-1|"),
            ("APPEND k ab;APPEND k c;GET k", "$3|abc|"),
            ("STRLEN k", ":0|"),
            ("SET k hello;STRLEN k", ":5|"),
            ("SET k v EX 100;SET k w;TTL k", ":-1|"),
            ("SET k v EX 100;SET k w KEEPTTL;TTL k", ":100|"),
        ])
    func lastReply(script: String, expected: String) {
        var engine = TestEngine()
        #expect(engine.runAll(script) == expected)
    }
}
