import MartletEngine
import MartletRESP
import Testing

/// The version and the checksum behind a value.
@Suite struct DumpPayloadTests {
    @Test func checksums() {
        var engine = PayloadEngine()
        let wrong = RESPValue.error("ERR DUMP payload version or checksum are wrong")
        #expect(engine.restore("k", []) == wrong)
        #expect(engine.restore("k", Array(Payload.a.dropLast())) == wrong)
        #expect(engine.restore("k", Array(Payload.a.dropLast()) + [0]) == wrong)
        var later = Payload.a
        later[3] = 11
        #expect(engine.restore("k", Payload.mended(later)) == wrong)
        var earlier = Payload.a
        earlier[3] = 1
        #expect(engine.restore("k", Payload.mended(earlier)) == .simpleString("OK"))
        engine.engine.call.skipsChecksums = true
        #expect(engine.restore("k", Array(Payload.a.dropLast()) + [0]) == .simpleString("OK"))
        #expect(
            engine.restore("k", Payload.make([0x08])) == .error("ERR Bad data format"))
    }
}
