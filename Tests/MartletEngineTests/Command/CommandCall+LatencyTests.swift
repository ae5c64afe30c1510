import Testing

@testable import MartletEngine

@Suite struct CommandCallLatencyTests {
    /// An engine with the system's clock, as a manual one stands still while a command runs.
    private func makeEngine(threshold: Int) -> Engine {
        var settings = Settings()
        settings.latencyMonitorThreshold = threshold
        return Engine(
            table: CommandTable([
                .made("read") { arguments, call, reply throws(ReplyError) in
                    reply.integer(try call.keyspace.string(at: arguments[1])?.count ?? 0)
                }
            ]), settings: settings)
    }

    /// Makes keys that expire at once.
    private func fill(_ engine: inout Engine, count: Int) {
        engine.call.keyspace.now = engine.call.clock.wallMilliseconds
        for i in 0..<count {
            engine.call.keyspace.setString(
                "v".utf8.span, at: "key:\(i)".utf8.span, expiry: .at(1))
        }
    }

    @Test func expiringManyKeysIsAnEvent() {
        var engine = makeEngine(threshold: 1)
        fill(&engine, count: 60_000)
        while engine.isTickDue() { engine.tick() }
        #expect(engine.call.keyspace.count == 0)
        #expect(engine.call.latency.events.map(\.name) == ["expire-cycle"])
    }

    @Test func nothingIsNotedBelowTheThreshold() {
        for threshold in [0, 10_000] {
            var engine = makeEngine(threshold: threshold)
            fill(&engine, count: 10_000)
            while engine.isTickDue() { engine.tick() }
            #expect(engine.call.latency.events.isEmpty)
        }
    }

    /// To free a large object takes long enough to be seen.
    @Test func removingAKeyThatIsMetIsAnEvent() throws {
        final class Slow: StoredObject {
            static let kind = ValueKind.hash
            let encodingName: StaticString = "hashtable"
            deinit { EngineClock().sleep(microseconds: 3000) }
            func copy() -> Slow { Slow() }
        }
        var engine = makeEngine(threshold: 2)
        engine.call.keyspace.now = engine.call.clock.wallMilliseconds
        engine.call.keyspace.store(Slow(), at: "k".utf8.span, expiry: .at(1))
        let client = engine.connect(.inProcess)
        var parser = RequestParser()
        var reply = ReplyWriter()
        // The length of a tick is known once some time has passed.
        EngineClock().sleep(microseconds: 1000)
        _ = engine.process("read k\r\n".utf8.span, &parser, for: client, reply: &reply)
        #expect(String(copying: reply.buffer.span) == ":0\r\n")
        #expect(engine.call.latency.events.map(\.name) == ["expire-del", "command"])
    }
}
