import Testing

/// Several keys at once. The replies are redis-server's.
@Suite struct StringBatchesTests {
    @Test(
        arguments: [
            ("MGET a b", "*2|$-1|$-1|"),
            ("SET a 1;SET c 3;MGET a b c a", "*4|$1|1|$-1|$1|3|$1|1|"),
            ("MSET a 1 b 2;MGET a b", "*2|$1|1|$1|2|"),
            ("MSET a 1 b", "-ERR wrong number of arguments for 'mset' command|"),
            ("MSET a 1 a 2;GET a", "$1|2|"),
            ("MSETNX a 1 b 2;MGET a b", "*2|$1|1|$1|2|"),
            ("SET b x;MSETNX a 1 b 2;MGET a b", "*2|$-1|$1|x|"),
            ("MSETNX a 1 a 2;GET a", "$1|2|"),
        ])
    func lastReply(script: String, expected: String) {
        var engine = TestEngine()
        #expect(engine.runAll(script) == expected)
    }
}
