import Testing

/// Members that are added, and scores that change. The replies are redis-server's.
@Suite struct SortedSetAddingTests {
    @Test(
        arguments: [
            ("ZADD z 1 a 2 b 1 a", ":2|"),
            ("ZADD z 1 a;ZADD z CH 2 a 3 b", ":2|"),
            ("ZADD z NX 1 a;ZADD z NX 2 a;ZSCORE z a", "$1|1|"),
            ("ZADD z XX 1 a;EXISTS z", ":0|"),
            ("ZADD z 5 a;ZADD z GT CH 4 a", ":0|"),
            ("ZADD z 5 a;ZADD z LT CH 4 a", ":1|"),
            ("ZADD z 5 a;ZADD z GT INCR -1 a", "$-1|"),
            ("ZADD z 5 a;ZADD z INCR 1.5 a", "$3|6.5|"),
            ("ZADD z XX INCR 1 a", "$-1|"),
            ("ZADD z 0.1 a;ZSCORE z a", "$19|0.10000000000000001|"),
            ("ZINCRBY z 2 a;ZINCRBY z inf a", "$3|inf|"),
            ("ZADD z inf a;ZINCRBY z -inf a", "-ERR resulting score is not a number (NaN)|"),
            ("ZADD z x a", "-ERR value is not a valid float|"),
            ("ZADD z 1 a nan b;EXISTS z", ":0|"),
            ("ZADD z 1", "-ERR wrong number of arguments for 'zadd' command|"),
            ("ZADD z 1 a 2", "-ERR syntax error|"),
            ("ZADD z NX 1", "-ERR syntax error|"),
            (
                "ZADD z NX XX 1 a",
                "-ERR XX and NX options at the same time are not compatible|"
            ),
            (
                "ZADD z GT LT 1 a",
                "-ERR GT, LT, and/or NX options at the same time are not compatible|"
            ),
            (
                "ZADD z INCR 1 a 2 b",
                "-ERR INCR option supports a single increment-element pair|"
            ),
            ("SET s 1;ZADD s 1 a", Self.wrongType),
            ("SET s 1;ZADD s x a", "-ERR value is not a valid float|"),
            ("ZINCRBY z NX a", "-ERR syntax error|"),
        ])
    func lastReply(script: String, expected: String) {
        var engine = TestEngine()
        #expect(engine.runAll(script) == expected)
    }

    static let wrongType = "-WRONGTYPE Operation against a key holding the wrong kind of value|"
}
