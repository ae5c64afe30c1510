import Testing

/// Logic between strings. The replies are redis-server's.
@Suite struct BitmapOperationsTests {
    @Test(
        arguments: [
            ("MSET a abc b ab;BITOP AND d a b", ":3|"),
            ("MSET a abc b ab;BITOP OR d a b;GET d", "$3|abc|"),
            ("MSET a aa b bb;BITOP OR d a b;GET d", "$2|cc|"),
            ("MSET a ab b AB;BITOP AND d a b;GET d", "$2|AB|"),
            ("MSET a ab;BITOP AND d a nosuch;STRLEN d", ":2|"),
            ("BITOP NOT d nosuch", ":0|"),
            ("BITOP NOT d a b", "-ERR BITOP NOT must be called with a single source key.|"),
            ("BITOP NOSUCH d a", "-ERR syntax error|"),
            ("SET d x;BITOP AND d nosuch;EXISTS d", ":0|"),
            ("SET a ABC;BITOP XOR d a a;BITCOUNT d", ":0|"),
        ])
    func lastReply(script: String, expected: String) {
        var engine = TestEngine()
        #expect(engine.runAll(script) == expected)
    }
}
