import Testing

/// Counts and positions of bits. The replies are redis-server's.
@Suite struct BitmapCountsTests {
    @Test(
        arguments: [
            ("SET k foobar;BITCOUNT k", ":26|"),
            ("SET k foobar;BITCOUNT k 0 0", ":4|"),
            ("SET k foobar;BITCOUNT k 1 1 BYTE", ":6|"),
            ("SET k foobar;BITCOUNT k 5 30 BIT", ":17|"),
            ("SET k foobar;BITCOUNT k -2 -1", ":7|"),
            ("BITCOUNT k", ":0|"),
            ("SET k foobar;BITCOUNT k 1", "-ERR syntax error|"),
            ("SET k foobar;BITCOUNT k 1 2 NOSUCH", "-ERR syntax error|"),
            ("BITPOS k 0", ":0|"),
            ("BITPOS k 1", ":-1|"),
            ("SET k foobar;BITPOS k 1", ":1|"),
            ("SET k foobar;BITPOS k 0 2", ":16|"),
            ("SET k foobar;BITPOS k 1 2 -1 BIT", ":2|"),
            ("SET k a;BITPOS k 2", "-ERR The bit argument must be 1 or 0.|"),
            ("SET k a;BITPOS k 1 0 -1 NOSUCH", "-ERR syntax error|"),
        ])
    func lastReply(script: String, expected: String) {
        var engine = TestEngine()
        #expect(engine.runAll(script) == expected)
    }
}
