import MartletEngine
import MartletRESP
import Testing

@testable import MartletRDB

/// What becomes of all data when they are written and read again.
@Suite struct DataReloadTests {
    @Test func valuesGetTheEncodingOfALoadedOne() throws {
        var engine = PayloadEngine()
        engine.run("SADD s 1 2 a")
        engine.run("SREM s a")
        engine.run("HSET h f v")
        engine.run("SELECT 3")
        engine.run("SETRANGE a 0 abc")
        engine.run("EXPIRE a 100")
        #expect(engine.run("OBJECT ENCODING a").text == "raw")
        try DataReload.run(&engine.engine.call)
        #expect(engine.run("OBJECT ENCODING a").text == "embstr")
        #expect(engine.run("TTL a") == .integer(100))
        engine.run("SELECT 0")
        #expect(engine.run("OBJECT ENCODING s").text == "intset")
        #expect(engine.run("HGET h f").text == "v")
        #expect(engine.engine.call.events.dirty == 0)
    }

    @Test func whatHasExpiredIsLeftOut() throws {
        var engine = PayloadEngine()
        engine.run("SET a 1 PX 10")
        engine.run("SET b 1")
        engine.clock.advance(byMicroseconds: 10_000)
        engine.run("PING")
        try DataReload.run(&engine.engine.call)
        #expect(engine.run("DBSIZE") == .integer(1))
        #expect(engine.engine.call.statistics.lastLoad.loaded == 1)
        #expect(engine.engine.call.statistics.lastLoad.expired == 1)
    }

    /// As FLUSHALL touches them.
    @Test func watchedKeysAreTouched() throws {
        var engine = PayloadEngine()
        engine.run("SET a 1")
        engine.run("WATCH a")
        try DataReload.run(&engine.engine.call)
        engine.run("MULTI")
        #expect(engine.run("EXEC") == .nullArray)
    }
}
