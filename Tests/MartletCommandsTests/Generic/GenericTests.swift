import MartletEngine
import Testing

/// What the generic commands do besides replying: how many changes they count, and which events
/// they report, as redis-server does. The replies are the conformance cases' business.
@Suite struct GenericTests {
    struct Effect: Sendable {
        let setup: [String]
        let line: String
        let dirty: Int
        let events: [String]

        init(_ setup: [String], _ line: String, _ dirty: Int, _ events: [String]) {
            self.setup = setup
            self.line = line
            self.dirty = dirty
            self.events = events
        }
    }

    private static let one = ["SET a 1"]
    private static let two = ["SET a 1", "SET b 2"]
    private static let volatile = ["SET a 1", "EXPIRE a 100"]

    private static let effects: [Effect] = [
        Effect(two, "DEL a b nosuch", 2, ["del a", "del b"]),
        Effect(two, "UNLINK a a", 1, ["del a"]),
        Effect(one, "EXPIRE a 100", 1, ["expire a"]),
        Effect(volatile, "EXPIRE a 100 NX", 0, []),
        Effect([], "EXPIRE nosuch 100", 0, []),
        Effect(one, "PEXPIRE a 100000", 1, ["expire a"]),
        Effect(one, "EXPIREAT a 99999999999", 1, ["expire a"]),
        Effect(one, "PEXPIREAT a 99999999999000", 1, ["expire a"]),
        Effect(one, "EXPIRE a -1", 1, ["del a"]),
        Effect(one, "PEXPIREAT a 1", 1, ["del a"]),
        Effect(volatile, "PEXPIREAT a 1 GT", 0, []),
        Effect(volatile, "PERSIST a", 1, ["persist a"]),
        Effect(one, "PERSIST a", 0, []),
        Effect(two, "RENAME a b", 1, ["rename_from a", "rename_to b"]),
        Effect(one, "RENAME a a", 0, []),
        Effect(one, "RENAMENX a b", 1, ["rename_from a", "rename_to b"]),
        Effect(two, "RENAMENX a b", 0, []),
        Effect(one, "COPY a b", 1, ["copy_to b"]),
        Effect(two, "COPY a b", 0, []),
        Effect(two, "COPY a b REPLACE", 1, ["copy_to b"]),
        Effect(one, "COPY a b DB 3", 1, ["copy_to b"]),
        Effect(one, "MOVE a 3", 1, ["move_from a", "move_to a"]),
        Effect(["SET a 1", "COPY a a DB 3"], "MOVE a 3", 0, []),
        Effect(one, "TOUCH a", 0, []),
        Effect(one, "SCAN 0", 0, []),
        Effect(two, "FLUSHDB", 2, []),
        Effect(["SET a 1", "COPY a b DB 3"], "FLUSHALL ASYNC", 2, []),
        Effect([], "FLUSHALL", 0, []),
        Effect(one, "SWAPDB 0 1", 1, []),
        Effect(one, "SWAPDB 0 0", 1, []),
    ]

    @Test("Changes and events", arguments: effects)
    func effect(effect: Effect) {
        var engine = TestEngine()
        for line in effect.setup { engine.run(line) }
        let before = engine.engine.call.events.dirty
        engine.engine.call.events.isRecording = true
        engine.run(effect.line)
        #expect(engine.engine.call.events.dirty - before == effect.dirty)
        let events = engine.engine.call.events.recorded.map { event in
            "\(event.name) \(String(decoding: event.key, as: UTF8.self))"
        }
        #expect(events == effect.events)
    }

    @Test("Uses count as in Redis: EXISTS, TTL and TYPE are none, TOUCH and COPY are")
    func idleTime() {
        var engine = TestEngine()
        engine.run("SET a abc")
        engine.clock.advance(byMicroseconds: 10_000_000)
        for line in ["EXISTS a", "TTL a", "TYPE a", "OBJECT ENCODING a", "KEYS *", "SCAN 0"] {
            engine.run(line)
            #expect(engine.run("OBJECT IDLETIME a") == ":10|", "\(line)")
        }
        for line in ["TOUCH a", "COPY a b REPLACE", "EXPIRE a 100", "PERSIST a", "RENAME a a"] {
            engine.clock.advance(byMicroseconds: 10_000_000)
            engine.run(line)
            #expect(engine.run("OBJECT IDLETIME a") == ":0|", "\(line)")
        }
    }

    @Test("What was copied shares no small integer until it changes")
    func copiedInteger() {
        var engine = TestEngine()
        engine.run("SET a 10")
        engine.run("COPY a b")
        #expect(engine.run("OBJECT REFCOUNT b") == ":1|")
        #expect(engine.run("OBJECT ENCODING b") == "$3|int|")
        engine.run("INCR b")
        #expect(engine.run("OBJECT REFCOUNT b") == ":2147483647|")
    }

    @Test("UNLINK leaves long values to be freed at leisure")
    func unlinkAtLeisure() {
        var engine = TestEngine()
        let value = [UInt8](repeating: 0, count: 100 << 20)
        engine.run([Array("SET".utf8), Array("a".utf8), value])
        engine.run("UNLINK a")
        let isPending = !engine.engine.call.pendingFrees.isEmpty
        #expect(isPending)
        while !engine.engine.call.pendingFrees.isEmpty { engine.engine.tick() }
    }
}
