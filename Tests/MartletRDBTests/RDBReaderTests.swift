import MartletEngine
import Testing

@testable import MartletRDB

/// What makes no sense is refused; the writer's tests read what does.
@Suite struct RDBReaderTests {
    @Test(
        arguments: [
            [0x82], [0x81, 0xff, 0, 0, 0, 0, 0, 0, 0], [0xc4], [0xff], [0xc3, 1, 2, 0],
            [0x80, 0xff, 0xff, 0xff, 0xff, 1],
            [0x81, 0x7f, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff],
            [0xc3, 1, 0x80, 0xff, 0xff, 0xff, 0xff, 0],
        ] as [[UInt8]])
    func oddStrings(bytes: [UInt8]) {
        #expect(Self.string(in: bytes) == nil)
    }

    private static func string(in bytes: [UInt8]) -> [UInt8]? {
        var reader = RDBReader(bytes.span)
        guard let blob = try? reader.blob() else { return nil }
        return [UInt8](blob.span)
    }
}
