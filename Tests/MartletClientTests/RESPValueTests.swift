import MartletClient
import Testing

@Suite struct RESPValueTests {
    @Test func numbersAreRead() {
        #expect(RESPValue.integer(5).intValue == 5)
        #expect(RESPValue.bulkString(Array("-7".utf8)).intValue == -7)
        #expect(RESPValue.boolean(true).intValue == 1)
        #expect(RESPValue.null.intValue == nil)
        #expect(RESPValue.double(1.5).doubleValue == 1.5)
        #expect(RESPValue.bulkString(Array("-inf".utf8)).doubleValue == -.infinity)
        #expect(RESPValue.integer(2).doubleValue == 2)
        #expect(RESPValue.array([]).doubleValue == nil)
    }

    @Test func mapsAreReadInBothProtocols() {
        let pair = RESPValue.Pair(key: .simpleString("a"), value: .integer(1))
        #expect(RESPValue.map([pair]).pairs == [pair])
        #expect(RESPValue.array([pair.key, pair.value]).pairs == [pair])
        #expect(RESPValue.array([pair.key]).pairs == nil)
        #expect(RESPValue.null.pairs == nil)
    }

    @Test func errorsAreThrown() throws {
        let reply = RESPValue.error("WRONGTYPE no list")
        #expect(reply.error == RedisError(code: .wrongType, message: "no list"))
        #expect(throws: RedisError(code: .wrongType, message: "no list")) { try reply.get() }
        #expect(try RESPValue.nullArray.get().isNull)
    }
}
