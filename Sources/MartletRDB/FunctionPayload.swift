import MartletEngine

/// Libraries of functions as FUNCTION DUMP gives them: each by its text, then the version of the
/// format and a checksum.
package enum FunctionPayload {
    /// The mark before a library's text, and that of a format which Redis gave up before its release.
    private static let mark: UInt8 = 245
    private static let oldMark: UInt8 = 246

    /// Returns the payload of libraries by their texts.
    package static func make(_ texts: [[UInt8]], _ call: inout CommandCall) -> ByteBuffer {
        var writer = RDBWriter(compresses: call.settings.rdbCompression)
        for text in texts {
            writer.append(mark)
            writer.append(string: text.span)
        }
        writer.append(word: DumpPayload.version)
        writer.append(word: CRC64.checksum(of: writer.buffer.span))
        return writer.finish()
    }

    /// Calls `body` with the text of each library.
    ///
    /// - Throws: The error for a payload that isn't right, or that of `body`.
    package static func forEach(
        in payload: Span<UInt8>, _ call: inout CommandCall,
        _ body: (Span<UInt8>) throws(ReplyError) -> Void
    ) throws(ReplyError) {
        guard DumpPayload.isIntact(payload, checksChecksum: !call.skipsChecksums) else {
            throw .badPayload
        }
        // What says to be longer than it is goes on in the footer, as on redis-server.
        var reader = RDBReader(payload)
        while reader.remaining > DumpPayload.footerCount {
            let type = try reader.byte()
            if type == oldMark { throw ReplyError("ERR Pre-release function format not supported") }
            guard type == mark else { throw ReplyError("ERR given type is not a function") }
            let text: Blob
            do throws(ReplyError) {
                text = try reader.blob()
            } catch {
                throw ReplyError("ERR Failed loading library payload")
            }
            try body(text.span)
        }
    }
}
