import MartletEngine
import MartletRESP
import Testing

/// Payloads with a byte or two changed and a right checksum: each is refused, or loads something that
/// does no harm. A crash would end the tests.
@Suite struct CorruptPayloadTests {
    /// What makes the values whose payloads are changed.
    private static let commands = [
        "SET k \(String(repeating: "abc", count: 30))",
        "SET k 12345",
        "RPUSH k a 1 -5000 70000 \(String(repeating: "x", count: 70)) word word word",
        "RPUSH k \(ValuesTests.words(300))",
        "SADD k 1 2 3 70000",
        "HSET k a 1 b 500 field value long \(String(repeating: "z", count: 60))",
        "HSET k a 1 b 500 field value long \(String(repeating: "z", count: 65))",
        "ZADD k 1 a 2.5 b 2.5 c inf long\(String(repeating: "z", count: 50))",
        "ZADD k 1 a 2.5 b 2.5 c inf long\(String(repeating: "z", count: 65))",
        "SADD k a b c \(String(repeating: "y", count: 40))",
        "XADD k 5-1 a 1 b two long \(String(repeating: "z", count: 60))",
        "XREADGROUP GROUP g c STREAMS k >",
    ]

    @Test(arguments: 0..<commands.count)
    func nothingBadHappens(index: Int) {
        var random = RandomSource(seed: UInt64(index) + 11)
        var engine = PayloadEngine()
        if Self.commands[index].hasPrefix("XREADGROUP") {
            for i in 1...6 { engine.run("XADD k \(i)-1 a \(i) b \(i % 2)") }
            engine.run("XDEL k 3-1")
            engine.run("XGROUP CREATE k g 0")
        }
        engine.run(Self.commands[index])
        let payload = engine.dump("k")
        var (loaded, refused) = (0, 0)
        for round in 0..<1500 {
            var changed = payload
            for _ in 0...(round % 2) {
                let place = Int(random.next() % UInt64(min(payload.count - 10, 200)))
                changed[place] =
                    round % 3 == 0
                    ? changed[place] ^ 1 << UInt8(random.next() % 8)
                    : UInt8(truncatingIfNeeded: random.next())
            }
            switch engine.restore("x", Payload.mended(changed)) {
            case .simpleString: loaded += 1
            default: refused += 1
            }
            Self.use("x", &engine)
        }
        #expect(loaded > 0 && refused > 0)
    }

    /// Does with a value what may go wrong if it contradicts itself.
    private static func use(_ key: String, _ engine: inout PayloadEngine) {
        engine.run("DUMP \(key)")
        engine.run("COPY \(key) y REPLACE")
        engine.run("MEMORY USAGE \(key) SAMPLES 0")
        engine.run("DEBUG DIGEST-VALUE \(key)")
        for command in ["LRANGE y 0 -1", "LSET y 0 z", "LREM y 0 a", "LPOP y 3", "RPOP y 100"] {
            engine.run(command)
        }
        for command in ["SMEMBERS y", "SADD y 5 z", "SREM y 1 a", "SPOP y 2", "SINTER y x"] {
            engine.run(command)
        }
        for command in ["HGETALL y", "HSET y a 2 q r", "HDEL y b", "HSCAN y 0", "HRANDFIELD y 3"] {
            engine.run(command)
        }
        for command in ["ZRANGE y 0 -1 WITHSCORES", "ZADD y 3 q", "ZRANK y b", "ZPOPMIN y 2"] {
            engine.run(command)
        }
        for command in [
            "XRANGE y - +", "XREVRANGE y + -", "XADD y * a b", "XDEL y 5-1 2-1",
            "XINFO STREAM y FULL", "XREADGROUP GROUP g c STREAMS y 0", "XPENDING y g",
            "XAUTOCLAIM y g d 0 0", "XREADGROUP GROUP g c STREAMS y >", "XACK y g 1-1",
            "XTRIM y MINID 4-1", "XTRIM y MAXLEN 1", "XGROUP DELCONSUMER y g d",
        ] { engine.run(command) }
        engine.run("APPEND y z")
        engine.run("DEL y")
    }
}
