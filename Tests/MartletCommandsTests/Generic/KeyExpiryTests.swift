import MartletEngine
import Testing

@Suite struct KeyExpiryTests {
    @Test(
        "A key is gone at its millisecond for every command that reads",
        arguments: [
            ("GET a", "$-1|"), ("EXISTS a", ":0|"), ("TYPE a", "+none|"), ("TTL a", ":-2|"),
            ("PTTL a", ":-2|"), ("EXPIRETIME a", ":-2|"), ("PEXPIRETIME a", ":-2|"),
            ("TOUCH a", ":0|"), ("KEYS *", "*0|"), ("SCAN 0", "*2|$1|0|*0|"),
            ("RANDOMKEY", "$-1|"), ("OBJECT ENCODING a", "$-1|"), ("OBJECT IDLETIME a", "$-1|"),
            ("DEL a", ":0|"), ("UNLINK a", ":0|"), ("PERSIST a", ":0|"), ("EXPIRE a 9", ":0|"),
            ("RENAME a b", "-ERR no such key|"), ("RENAMENX a b", "-ERR no such key|"),
            ("COPY a b", ":0|"), ("MOVE a 1", ":0|"), ("INCR a", ":1|"),
        ])
    func goneAtItsMillisecond(line: String, reply: String) {
        var engine = TestEngine()
        engine.run("SET a 41")
        engine.run("PEXPIRE a 100")
        engine.clock.advance(byMicroseconds: 99_999)
        #expect(engine.run("PTTL a") == ":1|")
        #expect(engine.run("GET a") == "$2|41|")
        engine.clock.advance(byMicroseconds: 1)
        #expect(engine.run(line) == reply)
    }

    @Test("A key is removed in time though nobody looks, in whatever database it is")
    func removedUntouched() {
        var engine = TestEngine()
        for index in [0, 3, 15] {
            engine.run("SELECT \(index)")
            engine.run("SET a 1")
            engine.run("PEXPIRE a 100")
        }
        engine.clock.advance(byMicroseconds: 99_999)
        engine.engine.tick()
        #expect(engine.run("DBSIZE") == ":1|")
        engine.clock.advance(byMicroseconds: 1)
        engine.engine.tick()
        for index in [0, 3, 15] {
            engine.run("SELECT \(index)")
            #expect(engine.run("DBSIZE") == ":0|")
        }
    }

    @Test("A tick removes a bounded number of keys, however many are due at once")
    func boundedTick() {
        var engine = TestEngine()
        let count = 50_000
        for i in 0..<count {
            engine.engine.call.keyspace.setString(
                "v".utf8.span, at: "key:\(i)".utf8.span,
                expiry: .at(engine.engine.call.clock.wallMilliseconds + 100))
        }
        engine.clock.advance(byMicroseconds: 100_000)
        var left = count
        var ticks = 0
        while left > 0, ticks < 1000 {
            engine.engine.tick()
            let now = engine.engine.call.keyspace.count
            #expect(left - now <= 5000)
            let next = engine.engine.takeWork().tickAt
            #expect(now == 0 ? next == .max : next <= engine.clock.wallMicroseconds / 1000)
            left = now
            ticks += 1
        }
        #expect(left == 0)
        #expect(engine.engine.takeWork().tickAt == .max)
    }

    @Test("The host hears of a deadline in a database that isn't selected when the batch ends")
    func deadlineInAnotherDatabase() {
        var engine = TestEngine()
        _ = engine.engine.takeWork()
        let deadline = engine.engine.call.clock.wallMilliseconds + 50
        for batch in [
            ["SELECT 3", "SET a 1", "PEXPIRE a 50", "SELECT 0"],
            ["SET b 1", "PEXPIRE b 50", "MOVE b 5"],
        ] {
            let bytes = batch.map { $0 + "\r\n" }.joined()
            _ = engine.send(Array(bytes.utf8))
            let needsHost = engine.engine.needsHost
            #expect(needsHost)
            #expect(engine.engine.takeWork().tickAt == deadline)
            engine.run("FLUSHALL")
            _ = engine.engine.takeWork()
        }
    }

    @Test("Deadlines move with keys, and go when keys are replaced")
    func deadlinesFollow() {
        var engine = TestEngine()
        engine.run("SET a 1")
        engine.run("PEXPIRE a 100")
        engine.run("RENAME a b")
        engine.run("COPY b c DB 1")
        engine.run("MOVE b 2")
        engine.run("SET d 1")
        engine.run("PEXPIRE d 100")
        engine.run("SET e 2")
        engine.run("RENAME e d")
        engine.clock.advance(byMicroseconds: 100_000)
        engine.engine.tick()
        #expect(engine.run("KEYS *") == "*1|$1|d|")
        for index in 1...2 {
            engine.run("SELECT \(index)")
            #expect(engine.run("DBSIZE") == ":0|")
        }
        #expect(engine.engine.takeWork().tickAt == .max)
    }
}
