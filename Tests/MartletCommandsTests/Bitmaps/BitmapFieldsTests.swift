import Testing

/// Integers of any width. The replies are redis-server's.
@Suite struct BitmapFieldsTests {
    @Test(
        arguments: [
            ("BITFIELD k SET u8 0 65;GET k", "$1|A|"),
            ("BITFIELD k INCRBY i5 100 1 GET u4 0", "*2|:1|:0|"),
            ("BITFIELD k SET u8 #1 66;STRLEN k", ":2|"),
            ("BITFIELD k OVERFLOW SAT INCRBY u2 0 5", "*1|:3|"),
            ("BITFIELD k OVERFLOW FAIL INCRBY u2 0 5", "*1|$-1|"),
            ("BITFIELD k OVERFLOW WRAP INCRBY u2 0 5", "*1|:1|"),
            (
                "BITFIELD k GET u64 0",
                "-ERR Invalid bitfield type. Use something like i16 u8. Note that u64 is not supported but i64 is.|"
            ),
            ("BITFIELD k GET i64 0", "*1|:0|"),
            ("BITFIELD k GET u8 -1", "-ERR bit offset is not an integer or out of range|"),
            ("BITFIELD k OVERFLOW NOSUCH", "-ERR Invalid OVERFLOW type specified|"),
            ("BITFIELD k NOSUCH u8 0", "-ERR syntax error|"),
            ("BITFIELD k SET u8 0 x", "-ERR value is not an integer or out of range|"),
            ("BITFIELD_RO k GET u8 0", "*1|:0|"),
            ("BITFIELD_RO k SET u8 0 1", "-ERR BITFIELD_RO only supports the GET subcommand|"),
            ("SET k a;BITFIELD_RO k GET u8 0 GET i4 4", "*2|:97|:1|"),
            ("BITFIELD k", "*0|"),
        ])
    func lastReply(script: String, expected: String) {
        var engine = TestEngine()
        #expect(engine.runAll(script) == expected)
    }
}
