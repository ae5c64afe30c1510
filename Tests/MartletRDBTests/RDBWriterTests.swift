import MartletEngine
import Testing

@testable import MartletRDB

/// What is written is read again; what is cut is refused.
@Suite struct RDBWriterTests {
    @Test(arguments: [0, 1, 63, 64, 16383, 16384, 1 << 32 - 1, 1 << 32, .max])
    func lengths(length: Int) {
        var writer = RDBWriter(compresses: true)
        writer.append(length: length)
        let bytes = [UInt8](writer.buffer.span)
        #expect(Self.length(in: bytes) == length)
        for count in 0..<bytes.count {
            #expect(Self.length(in: Array(bytes[..<count])) == nil)
        }
    }

    @Test(
        arguments: [
            "", "a", "0", "-1", "127", "128", "-129", "32767", "32768", "2147483647", "2147483648",
            "-2147483648", "-2147483649", "01", "9223372036854775807",
            String(repeating: "a", count: 20), String(repeating: "a", count: 21),
            String(repeating: "abc", count: 10_000),
        ], [true, false])
    func strings(text: String, compresses: Bool) {
        var writer = RDBWriter(compresses: compresses)
        writer.append(string: text.utf8.span)
        let bytes = [UInt8](writer.buffer.span)
        #expect(Self.string(in: bytes) == Array(text.utf8))
        #expect(Self.string(in: bytes.dropLast()) == nil)
    }

    private static func length(in bytes: [UInt8]) -> Int? {
        var reader = RDBReader(bytes.span)
        return try? reader.length()
    }

    private static func string(in bytes: [UInt8]) -> [UInt8]? {
        var reader = RDBReader(bytes.span)
        guard let blob = try? reader.blob() else { return nil }
        return [UInt8](blob.span)
    }
}
