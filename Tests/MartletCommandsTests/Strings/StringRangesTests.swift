import Testing

/// Parts of strings. The replies are redis-server's.
@Suite struct StringRangesTests {
    @Test(
        arguments: [
            ("SET k Hello;GETRANGE k 0 -1", "$5|Hello|"),
            ("SET k Hello;GETRANGE k -3 -2", "$2|ll|"),
            ("SET k Hello;GETRANGE k 3 1", "$0||"),
            ("SET k Hello;GETRANGE k 2 100", "$3|llo|"),
            ("GETRANGE k 0 1", "$0||"),
            ("SET k Hello;SUBSTR k 1 2", "$2|el|"),
            ("SETRANGE k 3 ab;STRLEN k", ":5|"),
            ("SET k Hello;SETRANGE k 1 i;GET k", "$5|Hillo|"),
            ("SETRANGE k -1 a", "-ERR offset is out of range|"),
            (
                "SETRANGE k 536870912 a",
                "-ERR string exceeds maximum allowed size (proto-max-bulk-len)|"
            ),
            ("SET k Hello;SETRANGE k 9 a;STRLEN k", ":10|"),
            ("GETRANGE k x 1", "-ERR value is not an integer or out of range|"),
        ])
    func lastReply(script: String, expected: String) {
        var engine = TestEngine()
        #expect(engine.runAll(script) == expected)
    }
}
