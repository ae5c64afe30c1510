import MartletEngine

/// Libraries of functions as FUNCTION DUMP gives them: each by its text, then the version of the
/// format and a checksum.
package enum FunctionPayload {
    /// The mark before a library's text, and that of the format which Redis had before its release.
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

    /// What a payload has: the texts of libraries, and why there are no more, if that isn't its end.
    package struct Contents {
        package fileprivate(set) var texts: [[UInt8]] = []
        package fileprivate(set) var failure: ReplyError?
    }

    /// Reads a payload.
    ///
    /// - Throws: The error for one whose version or checksum isn't right.
    package static func contents(
        of payload: Span<UInt8>, _ call: inout CommandCall
    ) throws(ReplyError) -> Contents {
        guard DumpPayload.isIntact(payload, checksChecksum: !call.skipsChecksums) else {
            throw .badPayload
        }
        var contents = Contents()
        var reader = RDBReader(payload)
        do throws(ReplyError) {
            // What says to be longer than it is goes on in the footer, as on redis-server.
            while reader.remaining > DumpPayload.footerCount {
                contents.texts.append(try takeText(&reader))
            }
        } catch {
            contents.failure = error
        }
        return contents
    }

    private static func takeText(_ reader: inout RDBReader) throws(ReplyError) -> [UInt8] {
        switch try reader.byte() {
        case mark: try takeString("library payload", &reader)
        case oldMark: try takeOldText(&reader)
        default: throw ReplyError("ERR given type is not a function")
        }
    }

    /// Takes a library of the format before the release, in which its name, its engine and its
    /// description stood beside the text; returns the text with a header as they have it now. Zero
    /// bytes end what Redis puts together there.
    private static func takeOldText(_ reader: inout RDBReader) throws(ReplyError) -> [UInt8] {
        let name = try takeString("library name", &reader)
        let engine = try takeString("engine name", &reader)
        let hasDescription: Bool
        do throws(ReplyError) {
            hasDescription = try reader.number() != 0
        } catch {
            throw failure("library description indicator")
        }
        if hasDescription { _ = try takeString("library description", &reader) }
        let text = try takeString("library blob", &reader)
        let pieces = [Array("#!".utf8), engine, Array(" name=".utf8), name, [10], text]
        return pieces.flatMap { piece in piece.prefix { byte in byte != 0 } }
    }

    /// Takes a string, which the error tells of as `part` if there is none.
    private static func takeString(
        _ part: String, _ reader: inout RDBReader
    ) throws(ReplyError) -> [UInt8] {
        do throws(ReplyError) {
            return try reader.string { (bytes) throws(ReplyError) in [UInt8](bytes) }
        } catch {
            throw failure(part)
        }
    }

    private static func failure(_ part: String) -> ReplyError {
        ReplyError(composing: "ERR Failed loading \(part)")
    }
}
