import MartletEngine

/// A value as DUMP gives it: serialised, then the version of the format and a checksum.
enum DumpPayload {
    /// The version of what is written here, and the highest that can be read.
    static let version: UInt16 = 10
    /// The bytes of the version and the checksum.
    static let footerCount = 10

    /// Returns the payload of a value.
    static func make(_ entry: borrowing Entry, _ context: RDBContext) -> ByteBuffer {
        var writer = RDBWriter(compresses: context.compresses)
        writer.append(value: entry)
        writer.append(word: version)
        writer.append(word: CRC64.checksum(of: writer.buffer.span))
        return writer.finish()
    }

    /// Returns whether the version is known and the checksum right.
    static func isIntact(_ payload: Span<UInt8>, checksChecksum: Bool) -> Bool {
        guard payload.count >= footerCount else { return false }
        let footer = payload.extracting(last: footerCount)
        guard UInt16(footer[0]) | UInt16(footer[1]) << 8 <= version else { return false }
        guard checksChecksum else { return true }
        var checksum: UInt64 = 0
        for i in 0..<8 { checksum |= UInt64(footer[2 + i]) << UInt64(8 * i) }
        return checksum == CRC64.checksum(of: payload.extracting(droppingLast: 8))
    }
}
