import MartletRESP
import Testing

/// What stands behind the payload in a RESTORE, and in which order it is looked at.
@Suite struct RestoreOptionsTests {
    @Test(
        arguments: [
            ("k 0", "BUSYKEY Target key name already exists."),
            ("k x", "BUSYKEY Target key name already exists."),
            ("j x", "ERR value is not an integer or out of range"),
            ("j -1", "ERR Invalid TTL value, must be >= 0"),
            ("j 0 IDLETIME", "ERR syntax error"),
            ("j 0 IDLETIME -1", "ERR Invalid IDLETIME value, must be >= 0"),
            ("j 0 IDLETIME x", "ERR value is not an integer or out of range"),
            ("j 0 FREQ 256", "ERR Invalid FREQ value, must be >= 0 and <= 255"),
            ("j 0 FREQ 1 IDLETIME 1", "ERR syntax error"),
            ("j 0 IDLETIME 1 FREQ 1", "ERR syntax error"),
            ("k 0 NOPE", "ERR syntax error"),
        ])
    func errors(words: String, error: String) {
        var engine = PayloadEngine()
        engine.run("SET k v")
        #expect(engine.run(Payload.restore(words)) == .error(error))
    }

    @Test func timesToLive() {
        var engine = PayloadEngine()
        engine.run(Payload.restore("k 5000"))
        #expect(engine.run("PTTL k") == .integer(5000))
        engine.run(Payload.restore("k 33177117420000 REPLACE ABSTTL"))
        #expect(engine.run("PEXPIRETIME k") == .integer(33_177_117_420_000))
        engine.run(Payload.restore("k 0 REPLACE"))
        #expect(engine.run("PTTL k") == .integer(-1))
        engine.run(Payload.restore("k 1 ABSTTL REPLACE"))
        #expect(engine.run("EXISTS k") == .integer(0))
        engine.run(Payload.restore("k 0 IDLETIME 100"))
        #expect(engine.run("OBJECT IDLETIME k") == .integer(100))
    }
}
