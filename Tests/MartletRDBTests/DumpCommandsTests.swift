import MartletEngine
import MartletRESP
import Testing

/// What DUMP and RESTORE do to keys. The payloads are redis-server's.
@Suite struct DumpCommandsTests {
    @Test func payloadsAreThoseOfRedis() {
        var engine = PayloadEngine()
        engine.run("SET k a")
        #expect(engine.dump("k") == Payload.a)
        engine.run("SET k 12")
        #expect(engine.dump("k") == Payload.make([0x00, 0xc0, 0x0c]))
        #expect(engine.run("DUMP missing") == .null)
        engine.run(Payload.restore("j 0"))
        #expect(engine.run("GET j") == .bulkString(Array("a".utf8)))
    }

    @Test(arguments: [
        ("j 0", 1, "restore j"),
        ("k 0 REPLACE", 1, "restore k"),
        ("k 1000", 0, ""),
        ("k 1 ABSTTL REPLACE", 1, "del k"),
        ("j 1 ABSTTL REPLACE", 0, ""),
        ("j 1000", 1, "restore j"),
    ])
    func changes(words: String, dirty: Int, events: String) {
        var engine = PayloadEngine()
        engine.run("SET k v")
        engine.engine.call.events = KeyspaceEvents()
        engine.engine.call.events.isRecording = true
        engine.run(Payload.restore(words))
        let told = engine.engine.call.events.recorded.map { event in
            "\(event.name) \(String(decoding: event.key, as: UTF8.self))"
        }
        #expect(told.joined(separator: ", ") == events)
        #expect(engine.engine.call.events.dirty == dirty)
    }
}
