import MartletEngine
import Testing

@testable import MartletRDB

@Suite struct LZFTests {
    /// What redis-server makes of some strings.
    @Test(
        arguments: [
            (
                String(repeating: "a", count: 30),
                [0x01, 0x61, 0x61, 0xe0, 0x11, 0x00, 0x01, 0x61, 0x61]
            ),
            (
                String(repeating: "hello world ", count: 3),
                [
                    0x0c, 0x68, 0x65, 0x6c, 0x6c, 0x6f, 0x20, 0x77, 0x6f, 0x72, 0x6c, 0x64, 0x20,
                    0x68,
                    0xe0, 0x0c, 0x0b, 0x01, 0x64, 0x20,
                ]
            ),
        ] as [(String, [UInt8])])
    func compressesAsRedisDoes(text: String, compressed: [UInt8]) {
        var compressor = LZFCompressor()
        let bytes = Array(text.utf8)
        let result = compressor.compress(bytes.span, limit: bytes.count - 4)
        #expect(result == compressed)
    }

    @Test func whatCantBeCompressedIsLeft() {
        var compressor = LZFCompressor()
        var random = RandomSource(seed: 3)
        let bytes = (0..<1000).map { _ in UInt8(truncatingIfNeeded: random.next()) }
        let result = compressor.compress(bytes.span, limit: bytes.count - 4)
        let resultOfNone = compressor.compress(Span(), limit: 10)
        #expect(result == nil && resultOfNone == nil)
    }

    /// One compressor for many strings, as for the elements of a collection.
    @Test func everythingComesBack() {
        var compressor = LZFCompressor()
        var random = RandomSource(seed: 4)
        var compressedCount = 0
        for round in 0..<600 {
            let bytes = Self.text(letters: UInt64(round % 7 + 1), count: round, &random)
            guard let compressed = compressor.compress(bytes.span, limit: bytes.count - 4) else {
                continue
            }
            compressedCount += 1
            #expect(Self.decompress(compressed, count: bytes.count) == bytes)
            #expect(Self.decompress(compressed, count: bytes.count + 1) == nil)
            #expect(Self.decompress(compressed, count: bytes.count - 1) == nil)
        }
        #expect(compressedCount > 300)
    }

    private static func decompress(_ bytes: [UInt8], count: Int) -> [UInt8]? {
        LZFDecompressor.decompress(bytes.span, count: count).map { blob in [UInt8](blob.span) }
    }

    private static func text(
        letters: UInt64, count: Int, _ random: inout RandomSource
    ) -> [UInt8] {
        var bytes: [UInt8] = []
        while bytes.count < count {
            if bytes.count > 8, random.next() % 8 == 0 {
                let start = Int(random.next() % UInt64(bytes.count - 4))
                bytes += bytes[start..<min(bytes.count, start + Int(random.next() % 300))]
            }
            bytes.append(UInt8(97 + random.next() % letters))
        }
        return bytes
    }

    @Test func nonsenseIsRefused() {
        var random = RandomSource(seed: 5)
        for round in 0..<5000 {
            let bytes = (0..<(round % 40)).map { _ in UInt8(truncatingIfNeeded: random.next()) }
            let count = Int(random.next() % 4000)
            if let output = Self.decompress(bytes, count: count) {
                #expect(output.count == count)
            }
        }
        #expect(Self.decompress([0xff, 0xff], count: .max) == nil)
    }
}
