import MartletEngine
import Testing

/// The list commands. The replies are redis-server's.
@Suite struct ListsTests {
    @Test(
        arguments: [
            ("LPUSH l a b c;LRANGE l 0 -1", "*3|$1|c|$1|b|$1|a|"),
            ("RPUSH l a b;RPUSH l c", ":3|"),
            ("RPUSH l 1 -5 007;LRANGE l 0 -1", "*3|$1|1|$2|-5|$3|007|"),
            ("LPUSHX l a", ":0|"),
            ("RPUSH l a;RPUSHX l b c", ":3|"),
            (
                "SET l v;LPUSH l a",
                "-WRONGTYPE Operation against a key holding the wrong kind of value|"
            ),
            ("RPUSH l a b;LPOP l", "$1|a|"),
            ("RPUSH l a b;RPOP l", "$1|b|"),
            ("LPOP l", "$-1|"),
            ("LPOP l 3", "*-1|"),
            ("RPUSH l a;LPOP l 0", "*0|"),
            ("RPUSH l a b c;RPOP l 2", "*2|$1|c|$1|b|"),
            ("RPUSH l a;LPOP l 9;EXISTS l", ":0|"),
            ("RPUSH l a;LPOP l -1", "-ERR value is out of range, must be positive|"),
            ("RPUSH l a;LPOP l 1 2", "-ERR wrong number of arguments for 'lpop' command|"),
            ("LLEN l", ":0|"),
            ("RPUSH l a b c;LINDEX l -1", "$1|c|"),
            ("RPUSH l a;LINDEX l 1", "$-1|"),
            ("LINDEX l x", "$-1|"),
            ("RPUSH l a;LINDEX l x", "-ERR value is not an integer or out of range|"),
            ("RPUSH l a b;LSET l -1 c;LRANGE l 0 -1", "*2|$1|a|$1|c|"),
            ("LSET l x y", "-ERR no such key|"),
            ("RPUSH l a;LSET l 1 y", "-ERR index out of range|"),
            ("RPUSH l a b c d;LTRIM l 1 -2;LRANGE l 0 -1", "*2|$1|b|$1|c|"),
            ("RPUSH l a;LTRIM l 5 9;EXISTS l", ":0|"),
            ("RPUSH l a b a;LREM l -1 a;LRANGE l 0 -1", "*2|$1|a|$1|b|"),
            ("RPUSH l a a;LREM l 0 a;EXISTS l", ":0|"),
            ("RPUSH l a c;LINSERT l BEFORE c b;LRANGE l 0 -1", "*3|$1|a|$1|b|$1|c|"),
            ("RPUSH l a;LINSERT l after x b", ":-1|"),
            ("LINSERT l AFTER x b", ":0|"),
            ("LINSERT l UP x b", "-ERR syntax error|"),
            ("RPUSH l a b a;LPOS l a RANK -1", ":2|"),
            ("RPUSH l a b a;LPOS l a COUNT 0", "*2|:0|:2|"),
            ("RPUSH l a b a;LPOS l a RANK 2 COUNT 5 MAXLEN 2", "*0|"),
            ("RPUSH l a b a;LPOS l a RANK -9223372036854775808 COUNT 1", "*2|:2|:0|"),
            (
                "LPOS l a RANK 0 COUNT",
                "-ERR RANK can't be zero: use 1 to start from the first match, 2 from the second ... or use negative to start from the end of the list|"
            ),
            ("LPOS l a COUNT x", "-ERR COUNT can't be negative|"),
            ("LPOS l a", "$-1|"),
            ("RPUSH l a b;LMOVE l m LEFT RIGHT;LRANGE m 0 -1", "*1|$1|a|"),
            ("RPUSH l a b;RPOPLPUSH l l;LRANGE l 0 -1", "*2|$1|b|$1|a|"),
            ("RPUSH l a;SET s v;LMOVE l s LEFT LEFT;LLEN l", ":1|"),
            ("LMOVE l m LEFT UP", "-ERR syntax error|"),
            ("RPUSH l a b c;LMPOP 2 m l RIGHT COUNT 2", "*2|$1|l|*2|$1|c|$1|b|"),
            ("LMPOP 1 l LEFT", "*-1|"),
            ("LMPOP 0 l LEFT", "-ERR numkeys should be greater than 0|"),
            ("LMPOP 1 l LEFT COUNT 0", "-ERR count should be greater than 0|"),
            ("LMPOP 9223372036854775807 l LEFT", "-ERR syntax error|"),
            ("LMPOP 1 l LEFT COUNT 1 COUNT 1", "-ERR syntax error|"),
        ])
    func lastReply(script: String, expected: String) {
        var engine = TestEngine()
        #expect(engine.runAll(script) == expected)
    }

    /// What counts as a change, and the events, in their order.
    @Test(
        arguments: [
            ("LPUSH l a b", 2, "lpush l"),
            ("RPUSH l a", 1, "rpush l"),
            ("LPUSHX l a", 0, ""),
            ("RPUSH l a;RPUSHX l b c", 2, "rpush l"),
            ("RPUSH l a b;LPOP l", 1, "lpop l"),
            ("RPUSH l a;RPOP l", 1, "rpop l, del l"),
            ("RPUSH l a b c;LPOP l 2", 2, "lpop l"),
            ("RPUSH l a b c;RPOP l 9", 3, "rpop l, del l"),
            ("RPUSH l a;LPOP l 0", 0, ""),
            ("RPUSH l a b;LMPOP 1 l LEFT COUNT 2", 2, "lpop l, del l"),
            ("RPUSH l a;LSET l 0 a", 1, "lset l"),
            ("RPUSH l a;LINSERT l AFTER a b", 1, "linsert l"),
            ("RPUSH l a;LINSERT l AFTER x b", 0, ""),
            ("RPUSH l a b a;LREM l 0 a", 2, "lrem l"),
            ("RPUSH l a;LREM l 0 a", 1, "lrem l, del l"),
            ("RPUSH l a;LREM l 0 x", 0, ""),
            ("RPUSH l a b;LTRIM l 0 -1", 0, "ltrim l"),
            ("RPUSH l a b;LTRIM l 1 1", 1, "ltrim l"),
            ("RPUSH l a b;LTRIM l 5 1", 2, "ltrim l, del l"),
            ("LTRIM l 0 -1", 0, ""),
            ("RPUSH l a b;LMOVE l m RIGHT LEFT", 1, "lpush m, rpop l"),
            ("RPUSH l a;RPOPLPUSH l m", 1, "lpush m, rpop l, del l"),
            ("RPUSH l a;LMOVE l l LEFT RIGHT", 1, "rpush l, lpop l"),
        ])
    func told(script: String, dirty: Int, events: String) {
        let effect = TestEngine.effect(of: script)
        #expect(effect.events == events)
        #expect(effect.dirty == dirty)
    }

    @Test(
        arguments: [
            (
                "RPUSH l a",
                "ql_nodes:1 ql_avg_node:1.00 ql_listpack_max:-2 ql_compressed:0 ql_uncompressed_size:10|"
            ),
            (
                "DEBUG QUICKLIST-PACKED-THRESHOLD 3;RPUSH l a abc b",
                "ql_nodes:3 ql_avg_node:1.00 ql_listpack_max:-2 ql_compressed:0 ql_uncompressed_size:23|"
            ),
        ])
    func shape(script: String, expected: String) {
        var settings = Settings()
        settings.enableDebugCommand = .yes
        var engine = TestEngine(settings: settings)
        let text = engine.runAll(script + ";DEBUG OBJECT l")
        #expect(text.split(separator: " ").suffix(5).joined(separator: " ") == expected)
    }
}
