import MartletEngine
import MartletRESP
import Testing

/// Every type and encoding as bytes and back.
@Suite struct ValuesTests {
    /// What redis-server makes of small collections.
    @Test(
        arguments: [
            ("RPUSH k a b", [18, 1, 2, 13, 13, 0, 0, 0, 2, 0, 0x81, 97, 2, 0x81, 98, 2, 0xff]),
            ("SADD k 1 2", [11, 12, 2, 0, 0, 0, 2, 0, 0, 0, 1, 0, 2, 0]),
            ("SADD k a", [2, 1, 1, 97]),
            ("ZADD k 1 a", [17, 12, 12, 0, 0, 0, 2, 0, 0x81, 97, 2, 1, 1, 0xff]),
            ("HSET k a 1", [16, 12, 12, 0, 0, 0, 2, 0, 0x81, 97, 2, 1, 1, 0xff]),
        ] as [(String, [UInt8])])
    func payloadsAreThoseOfRedis(command: String, body: [UInt8]) {
        var engine = PayloadEngine()
        engine.run(command)
        #expect(engine.dump("k") == Payload.make(body))
    }

    /// The copy has the same encoding, and is dumped as the same bytes where those have an order.
    @Test(
        arguments: [
            "SET k v", "SET k 123", "SET k \(String(repeating: "abc", count: 100))",
            "SET k \(String(repeating: "abc", count: 5000))",
            "RPUSH k \(ValuesTests.words(3))", "RPUSH k \(ValuesTests.words(5000))",
            "SADD k \(ValuesTests.numbers(5))", "SADD k \(ValuesTests.numbers(600))",
            "SADD k 1 100000 10000000000", "SADD k a", "SADD k \(ValuesTests.words(600))",
            "ZADD k 1 a 2.5 b inf c -inf d", "ZADD k \(ValuesTests.scores(200))",
            "ZADD k 1 \(String(repeating: "x", count: 70))",
            "HSET k a 1 b two", "HSET k \(ValuesTests.words(1400))",
            "HSET k a \(String(repeating: "x", count: 70))",
            "XADD k 5-1 a b", "XGROUP CREATE k g $ MKSTREAM",
        ])
    func copiesAreEqual(command: String) {
        var engine = PayloadEngine()
        engine.run(command)
        let payload = engine.dump("k")
        #expect(engine.restore("copy", payload) == .simpleString("OK"))
        #expect(engine.run("TYPE copy") == engine.run("TYPE k"))
        #expect(engine.run("OBJECT ENCODING copy") == engine.run("OBJECT ENCODING k"))
        #expect(engine.run("DEBUG DIGEST-VALUE copy") == engine.run("DEBUG DIGEST-VALUE k"))
        if engine.run("OBJECT ENCODING k") != .bulkString(Array("hashtable".utf8)) {
            #expect(engine.dump("copy") == payload)
        }
    }

    /// A stream is dumped with its past and its groups; what redis-server makes of it is the same.
    @Test func streamsKeepTheirGroups() {
        var engine = PayloadEngine()
        for i in 1...250 { engine.run("XADD k \(i)-1 f \(i) g word\(i)") }
        for command in [
            "XDEL k 5-1 90-1", "XGROUP CREATE k g 0", "XGROUP CREATE k 12 7-1 ENTRIESREAD 7",
            "XREADGROUP GROUP g alice COUNT 120 STREAMS k >",
            "XREADGROUP GROUP g bob COUNT 3 STREAMS k >", "XACK k g 7-1", "XTRIM k MAXLEN 200",
            "XGROUP CREATECONSUMER k 12 nobody",
        ] { engine.run(command) }
        let payload = engine.dump("k")
        #expect(engine.restore("copy", payload) == .simpleString("OK"))
        #expect(engine.dump("copy") == payload)
        for command in ["XINFO STREAM # FULL COUNT 0", "XPENDING # g", "DEBUG DIGEST-VALUE #"] {
            let replies = ["k", "copy"].map { engine.run(command.replacing("#", with: $0)) }
            #expect(replies[0] == replies[1])
        }
    }

    /// What redis-server 6 makes of `XADD k 5-1 a b` and a group that read it.
    @Test func olderStreamsAreRead() {
        var engine = PayloadEngine()
        let node: [UInt8] =
            [16, 0, 0, 0, 0, 0, 0, 0, 5, 0, 0, 0, 0, 0, 0, 0, 1, 29]
            + [29, 0, 0, 0, 10, 0, 1, 1, 0, 1, 1, 1, 0x81, 97, 2, 0, 1, 2, 1, 0, 1, 0, 1, 0x81, 98]
            + [2, 4, 1, 0xff]
        let id: [UInt8] = [0, 0, 0, 0, 0, 0, 0, 5, 0, 0, 0, 0, 0, 0, 0, 1]
        let group: [UInt8] =
            [1, 1, 103, 5, 1, 1] + id + [1, 0, 0, 0, 0, 0, 0, 0, 1]
            + [1, 1, 99, 2, 0, 0, 0, 0, 0, 0, 0, 1] + id
        let payload = Payload.make([15, 1] + node + [1, 5, 1] + group)
        #expect(engine.restore("k", payload) == .simpleString("OK"))
        #expect(engine.run("XLEN k") == .integer(1))
        #expect(engine.run("XACK k g 5-1") == .integer(1))
    }

    static func words(_ count: Int) -> String {
        (0..<count).map { "word\($0)" }.joined(separator: " ")
    }

    static func scores(_ count: Int) -> String {
        (0..<count).map { "\(Double($0) / 8) member\($0)" }.joined(separator: " ")
    }

    static func numbers(_ count: Int) -> String {
        (0..<count).map { "\($0 * 7)" }.joined(separator: " ")
    }

    @Test(
        "Lists in plain nodes",
        arguments: [
            ([18, 2, 1, 2, 97, 98, 1, 1, 99], "ab,c"),
            ([1, 2, 1, 97, 0xc0, 5], "a,5"),
        ] as [([UInt8], String)])
    func lists(body: [UInt8], elements: String) {
        var engine = PayloadEngine()
        #expect(engine.restore("k", Payload.make(body)) == .simpleString("OK"))
        let expected = elements.split(separator: ",").map { RESPValue.bulkString(Array($0.utf8)) }
        #expect(engine.run("LRANGE k 0 -1") == .array(expected))
    }

    @Test(
        "Values that can't be",
        arguments: [
            [], [1, 0], [1, 2, 1, 97], [18, 0], [18, 1, 2, 7, 7, 0, 0, 0, 0, 0, 0xff],
            [18, 1, 3, 1, 97], [18, 1, 1, 0], [18, 1, 2, 1, 97], [18, 0x81, 127],
            [2, 0], [2, 2, 1, 97, 1, 97], [2, 2, 0xc0, 1, 0xc0, 1],
            [11, 8, 2, 0, 0, 0, 0, 0, 0, 0], [11, 12, 2, 0, 0, 0, 2, 0, 0, 0, 2, 0, 1, 0],
            [11, 12, 3, 0, 0, 0, 2, 0, 0, 0, 1, 0, 2, 0],
            [11, 12, 2, 0, 0, 0, 3, 0, 0, 0, 1, 0, 2, 0], [4, 0],
            [4, 2, 1, 97, 1, 98, 1, 97, 1, 98],
            [16, 10, 10, 0, 0, 0, 1, 0, 0x81, 97, 2, 0xff], [16, 7, 7, 0, 0, 0, 0, 0, 0xff],
            [16, 13, 13, 0, 0, 0, 4, 0, 1, 1, 1, 1, 1, 1, 0xff],
            [13, 11, 11, 0, 0, 0, 10, 0, 0, 0, 0, 0, 0xff],
            [7, 1], [15, 0], [19, 0], [8], [99],
        ] as [[UInt8]])
    func refused(body: [UInt8]) {
        var engine = PayloadEngine()
        #expect(engine.restore("k", Payload.make(body)) == .error("ERR Bad data format"))
        #expect(engine.run("EXISTS k") == .integer(0))
    }
}
