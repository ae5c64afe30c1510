import Testing

/// What two strings have in common. The replies are redis-server's.
@Suite struct StringSubsequencesTests {
    @Test(
        arguments: [
            ("LCS a b", "$0||"),
            ("MSET a ohmytext b mynewtext;LCS a b", "$6|mytext|"),
            ("MSET a ohmytext b mynewtext;LCS a b LEN", ":6|"),
            (
                "MSET a ohmytext b mynewtext;LCS a b IDX",
                "*4|$7|matches|*2|*2|*2|:4|:7|*2|:5|:8|*2|*2|:2|:3|*2|:0|:1|$3|len|:6|"
            ),
            (
                "MSET a ohmytext b mynewtext;LCS a b IDX MINMATCHLEN 4 WITHMATCHLEN",
                "*4|$7|matches|*1|*3|*2|:4|:7|*2|:5|:8|:4|$3|len|:6|"
            ),
            (
                "LCS a b IDX LEN",
                "-ERR If you want both the length and indexes, please just use IDX.|"
            ),
            ("LCS a b MINMATCHLEN", "-ERR syntax error|"),
            ("LCS a b NOSUCH", "-ERR syntax error|"),
        ])
    func lastReply(script: String, expected: String) {
        var engine = TestEngine()
        #expect(engine.runAll(script) == expected)
    }
}
