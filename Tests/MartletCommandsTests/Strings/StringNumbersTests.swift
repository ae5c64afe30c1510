import Testing

/// Arithmetic on strings that are numbers. The replies are redis-server's.
@Suite struct StringNumbersTests {
    @Test(
        arguments: [
            ("INCR n", ":1|"),
            ("SET n 10;INCR n;GET n", "$2|11|"),
            ("SET n 9223372036854775807;INCR n", "-ERR increment or decrement would overflow|"),
            ("SET n -9223372036854775808;DECR n", "-ERR increment or decrement would overflow|"),
            ("DECRBY n -9223372036854775808", "-ERR decrement would overflow|"),
            ("SET n 5;DECRBY n 7", ":-2|"),
            ("INCRBY n 3;INCRBY n -4", ":-1|"),
            ("SET n x;INCR n", "-ERR value is not an integer or out of range|"),
            ("SET n 1.0;INCR n", "-ERR value is not an integer or out of range|"),
            ("INCRBY n x", "-ERR value is not an integer or out of range|"),
            ("INCRBYFLOAT n 0.1;INCRBYFLOAT n 0.2", "$3|0.3|"),
            ("SET n 10.50;INCRBYFLOAT n 0.1", "$4|10.6|"),
            ("SET n 5.0e3;INCRBYFLOAT n 2.0e2", "$4|5200|"),
            ("INCRBYFLOAT n inf", "-ERR increment would produce NaN or Infinity|"),
            ("SET n x;INCRBYFLOAT n 1", "-ERR value is not a valid float|"),
            ("SET n 3;INCRBYFLOAT n 1;GET n", "$1|4|"),
        ])
    func lastReply(script: String, expected: String) {
        var engine = TestEngine()
        #expect(engine.runAll(script) == expected)
    }
}
