import Testing

/// Single bits. The replies are redis-server's.
@Suite struct BitmapBitsTests {
    @Test(
        arguments: [
            ("SETBIT k 7 1;GET k", "$1|\u{1}|"),
            ("SETBIT k 7 1;SETBIT k 7 0", ":1|"),
            ("GETBIT k 100", ":0|"),
            ("SETBIT k 1 1;GETBIT k 1", ":1|"),
            ("SETBIT k -1 1", "-ERR bit offset is not an integer or out of range|"),
            ("SETBIT k 1 2", "-ERR bit is not an integer or out of range|"),
            ("SETBIT k 4294967296 1", "-ERR bit offset is not an integer or out of range|"),
            ("SETBIT k x 1", "-ERR bit offset is not an integer or out of range|"),
            ("GETBIT k x", "-ERR bit offset is not an integer or out of range|"),
            ("SET k a;GETBIT k 1", ":1|"),
        ])
    func lastReply(script: String, expected: String) {
        var engine = TestEngine()
        #expect(engine.runAll(script) == expected)
    }
}
