import MartletEngine
import Testing

@Suite struct CRC64Tests {
    /// The check value of the algorithm, and one of redis-server's.
    @Test func checksumsAreThoseOfRedis() {
        #expect(CRC64.checksum(of: "123456789".utf8.span) == 0xe9c6_d914_c4b8_d9ca)
        let payload: [UInt8] = [0x00, 0x01, 0x61, 0x0a, 0x00]
        #expect(CRC64.checksum(of: payload.span) == 0xb47d_368f_9bef_febf)
        #expect(CRC64.checksum(of: Span()) == 0)
    }

    /// However the bytes are cut.
    @Test func partsMakeTheSameChecksum() {
        let bytes = (0..<100).map { UInt8($0) }
        let whole = CRC64.checksum(of: bytes.span)
        for cut in 0...100 {
            var crc = CRC64()
            crc.append(bytes.span.extracting(..<cut))
            crc.append(bytes.span.extracting(cut...))
            #expect(crc.value == whole)
        }
    }
}
