import MartletEngine
import Testing

/// Sorted sets, command by command. The replies are redis-server's.
@Suite struct SortedSetsTests {
    private static let wrongType =
        "-WRONGTYPE Operation against a key holding the wrong kind of value|"

    private static func check(_ script: String, _ expected: String) {
        var engine = TestEngine()
        engine.run("ZADD z 1 a 2 b 3 c 4 d 5 e")
        engine.run("ZADD y 0 a 0 aa 0 ab 0 b 0 c")
        engine.run("SADD set a b x")
        engine.run("SET s 1")
        let reply = engine.runAll(script)
        #expect(reply == expected, "\(script)")
    }

    @Test(
        arguments: [
            ("ZREM z a x b", ":2|"), ("ZREM z a b c d e;EXISTS z", ":0|"), ("ZREM none a", ":0|"),
            ("ZCARD z", ":5|"), ("ZCARD s", wrongType), ("ZSCORE z c", "$1|3|"),
            ("ZSCORE z x", "$-1|"), ("ZMSCORE z a x", "*2|$1|1|$-1|"),
            ("ZMSCORE none a", "*1|$-1|"), ("ZRANK z c", ":2|"), ("ZREVRANK z a", ":4|"),
            ("ZRANK z x", "$-1|"), ("ZCOUNT z (1 4", ":3|"), ("ZCOUNT z -inf +inf", ":5|"),
            ("ZCOUNT z x 1", "-ERR min or max is not a float|"),
            ("ZLEXCOUNT y [aa (b", ":2|"), ("ZLEXCOUNT y - +", ":5|"),
            ("ZLEXCOUNT y a b", "-ERR min or max not valid string range item|"),
        ])
    func members(script: String, expected: String) {
        Self.check(script, expected)
    }

    @Test(
        arguments: [
            ("ZRANGE z 1 2", "*2|$1|b|$1|c|"),
            ("ZRANGE z -2 -1 WITHSCORES", "*4|$1|d|$1|4|$1|e|$1|5|"),
            ("ZRANGE z 0 -6", "*0|"), ("ZRANGE z 0 1 REV", "*2|$1|e|$1|d|"),
            ("ZREVRANGE z 3 9", "*2|$1|b|$1|a|"), ("ZRANGE z (1 3 BYSCORE", "*2|$1|b|$1|c|"),
            ("ZRANGE z 3 (1 BYSCORE REV LIMIT 1 5", "*1|$1|b|"),
            ("ZRANGEBYSCORE z -inf inf LIMIT 1 2", "*2|$1|b|$1|c|"),
            ("ZREVRANGEBYSCORE z inf 4 WITHSCORES", "*4|$1|e|$1|5|$1|d|$1|4|"),
            ("ZRANGEBYLEX y [ab +", "*3|$2|ab|$1|b|$1|c|"),
            ("ZREVRANGEBYLEX y (b - LIMIT 0 2", "*2|$2|ab|$2|aa|"),
            ("ZRANGE y - (aa BYLEX", "*1|$1|a|"),
            ("ZRANGE z x 1", "-ERR value is not an integer or out of range|"),
            ("ZRANGE z 0 1 BYLEX BYSCORE", "-ERR syntax error|"),
            ("ZRANGE z 0 1 LIMIT 0 1", Self.limitAlone),
            ("ZRANGE y - + BYLEX WITHSCORES", Self.scoresByLex),
            ("ZRANGE z 0 1 WHAT", "-ERR syntax error|"), ("ZRANGE s 0 1", wrongType),
            ("ZRANGESTORE t z 1 2;ZRANGE t 0 -1", "*2|$1|b|$1|c|"),
            ("ZRANGESTORE z z 9 9;EXISTS z", ":0|"),
            ("ZRANGESTORE t z 0 1 WITHSCORES", "-ERR syntax error|"),
        ])
    func ranges(script: String, expected: String) {
        Self.check(script, expected)
    }

    private static let limitAlone =
        "-ERR syntax error, LIMIT is only supported in combination with either BYSCORE or BYLEX|"
    private static let scoresByLex =
        "-ERR syntax error, WITHSCORES not supported in combination with BYLEX|"

    @Test(
        arguments: [
            ("ZREMRANGEBYRANK z 0 1;ZRANGE z 0 0", "*1|$1|c|"), ("ZREMRANGEBYSCORE z (1 3", ":2|"),
            ("ZREMRANGEBYLEX y [a [ab", ":3|"), ("ZREMRANGEBYRANK z 0 -1;TYPE z", "+none|"),
            ("ZPOPMIN z", "*2|$1|a|$1|1|"), ("ZPOPMAX z 2", "*4|$1|e|$1|5|$1|d|$1|4|"),
            ("ZPOPMIN z 0", "*0|"), ("ZPOPMIN none", "*0|"),
            ("ZPOPMIN z -1", "-ERR value is out of range, must be positive|"),
            ("ZPOPMIN z 1 1", "-ERR syntax error|"),
            ("ZMPOP 2 none z MIN", "*2|$1|z|*1|*2|$1|a|$1|1|"), ("ZMPOP 1 none MAX", "*-1|"),
            ("ZMPOP 0 z MIN", "-ERR numkeys should be greater than 0|"),
            ("ZMPOP 1 z MIN COUNT 0", "-ERR count should be greater than 0|"),
            ("ZMPOP 1 z MID", "-ERR syntax error|"), ("ZMPOP 3 z MIN", "-ERR syntax error|"),
            ("ZRANDMEMBER none", "$-1|"), ("ZRANDMEMBER none 1", "*0|"),
            ("ZREMRANGEBYRANK z 0 -2;ZRANDMEMBER z -2", "*2|$1|e|$1|e|"),
            ("ZRANDMEMBER z 9", "*5|$1|e|$1|d|$1|c|$1|b|$1|a|"),
            ("ZRANDMEMBER z 1 WHAT", "-ERR syntax error|"),
            ("ZSCAN z 0 MATCH [ab]", "*2|$1|0|*4|$1|a|$1|1|$1|b|$1|2|"),
            ("ZSCAN none 0 WHAT", "*2|$1|0|*0|"),
            ("ZSCAN z 0 TYPE zset", "-ERR syntax error|"),
        ])
    func removal(script: String, expected: String) {
        Self.check(script, expected)
    }

    @Test(
        arguments: [
            (
                "ZUNION 2 z y WITHSCORES",
                "*14|$2|aa|$1|0|$2|ab|$1|0|$1|a|$1|1|$1|b|$1|2|$1|c|$1|3|$1|d|$1|4|$1|e|$1|5|"
            ),
            ("ZINTER 2 z set WEIGHTS 2 10 WITHSCORES", "*4|$1|a|$2|12|$1|b|$2|14|"),
            ("ZINTER 2 z y AGGREGATE MIN", "*3|$1|a|$1|b|$1|c|"), ("ZDIFF 2 z y", "*2|$1|d|$1|e|"),
            ("ZINTERCARD 2 z y LIMIT 2", ":2|"),
            ("ZINTERCARD 2 z y LIMIT -1", "-ERR LIMIT can't be negative|"),
            ("ZUNIONSTORE t 1 z WEIGHTS inf;ZSCORE t a", "$3|inf|"),
            ("ZADD i -inf a;ZUNIONSTORE t 2 z i WEIGHTS inf 1;ZSCORE t a", "$1|0|"),
            ("ZINTERSTORE z 2 z none;EXISTS z", ":0|"), ("ZDIFFSTORE t 2 z set", ":3|"),
            ("ZUNION 0 z", "-ERR at least 1 input key is needed for 'zunion' command|"),
            ("ZUNION 3 z y", "-ERR syntax error|"), ("ZUNION 1 s", wrongType),
            ("ZUNION 1 z WEIGHTS x", "-ERR weight value is not a float|"),
            ("ZUNION 1 z AGGREGATE AVG", "-ERR syntax error|"),
            ("ZUNIONSTORE t 1 z WITHSCORES", "-ERR syntax error|"),
            ("ZDIFF 1 z WEIGHTS 1", "-ERR syntax error|"),
        ])
    func algebra(script: String, expected: String) {
        Self.check(script, expected)
    }

    @Test(
        arguments: [
            ("ZADD z 6 f 9 a", 2, "zadd z"), ("ZADD z 1 a", 0, ""),
            ("ZADD z INCR 1 a", 1, "zincr z"),
            ("ZREM z a", 1, "zrem z"), ("ZREM z a b c d e", 5, "zrem z, del z"),
            ("ZREM z x", 0, ""),
            ("ZPOPMAX z 2", 2, "zpopmax z"), ("ZPOPMIN z 9", 5, "zpopmin z, del z"),
            ("ZMPOP 1 z MAX", 1, "zpopmax z"), ("ZREMRANGEBYRANK z 0 1", 2, "zremrangebyrank z"),
            ("ZREMRANGEBYSCORE z 0 9", 5, "zremrangebyscore z, del z"),
            ("ZREMRANGEBYLEX z [x +", 0, ""),
            ("ZRANGESTORE t z 0 1", 1, "zrangestore t"), ("ZRANGESTORE z t 0 1", 1, "del z"),
            ("ZUNIONSTORE t 1 z", 1, "zunionstore t"), ("ZINTERSTORE t 2 z x", 0, ""),
            ("ZDIFFSTORE z 2 z z", 1, "del z"),
        ])
    func events(command: String, changes: Int, events: String) {
        var engine = TestEngine()
        engine.run("ZADD z 1 a 2 b 3 c 4 d 5 e")
        engine.engine.call.events = KeyspaceEvents()
        engine.engine.call.events.isRecording = true
        engine.run(command)
        let told = engine.engine.call.events.recorded.map { event in
            "\(event.name) \(String(decoding: event.key, as: UTF8.self))"
        }
        #expect(told.joined(separator: ", ") == events, "\(command)")
        let dirty = engine.engine.call.events.dirty
        #expect(dirty == changes, "\(command)")
    }

    @Test func repliesInRESP3() {
        var engine = TestEngine()
        engine.run("HELLO 3")
        engine.run("ZADD z 1 a 2.5 b")
        #expect(engine.run("ZRANGE z 0 -1 WITHSCORES") == "*2|*2|$1|a|,1|*2|$1|b|,2.5|")
        #expect(engine.run("ZPOPMIN z") == "*2|$1|a|,1|")
        #expect(engine.run("ZPOPMIN z 1") == "*1|*2|$1|b|,2.5|")
        #expect(engine.run("ZMPOP 1 z MIN") == "_|")
    }

    /// A table draws members fairly, and lists each as often as it is asked for.
    @Test(arguments: [3, 12, 40, -12]) func draws(count: Int) {
        var engine = TestEngine()
        engine.run("CONFIG SET zset-max-listpack-entries 8")
        for i in 0..<60 { engine.run("ZADD z \(i) m\(i)") }
        #expect(engine.run("OBJECT ENCODING z") == "$8|skiplist|")
        let reply = engine.run("ZRANDMEMBER z \(count)").split(separator: "|")
        #expect(reply.first == "*\(abs(count))")
        let members = reply.dropFirst().filter { $0.hasPrefix("m") }
        #expect(members.count == abs(count))
        if count > 0 { #expect(Set(members).count == count) }
    }

    @Test func isCopiedDigestedAndFreed() {
        var engine = TestEngine()
        engine.run("CONFIG SET zset-max-listpack-entries 0")
        for i in 0..<100 { engine.run("ZADD z \(i) m\(i)") }
        #expect(engine.run("COPY z y") == ":1|")
        #expect(engine.run("DEBUG DIGEST-VALUE y") == engine.run("DEBUG DIGEST-VALUE z"))
        #expect(engine.run("UNLINK z") == ":1|")
        #expect(engine.run("ZCARD y") == ":100|")
        #expect(engine.run("SCAN 0 TYPE zset") == "*2|$1|0|*1|$1|y|")
    }
}
