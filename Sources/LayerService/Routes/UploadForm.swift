import Foundation
import Hummingbird
import LayerSupport

/// A form with a file that was read: the file is in a folder of this machine.
struct UploadForm: Sendable {
    let path: String
    /// When the message was sent that the file belongs to.
    let timestamp: String

    /// Removes the file.
    func discard() {
        try? FileManager.default.removeItem(atPath: path)
    }

    /// Reads the form of a request; the file is written as it comes.
    ///
    /// - Throws: ``ServiceProblem`` that names the field.
    static func read(_ call: Call) async throws -> UploadForm {
        guard let boundary = MultipartType.boundary(of: call.request.headers[.contentType]) else {
            throw ServiceProblem(
                .unsupportedMediaType,
                "the body has to be multipart/form-data with a boundary", field: "Content-Type")
        }
        try RequestReader.checkLength(
            of: call.request, call.layers.settings.uploadBytes, room: UploadFormReader.room)
        let layers = call.layers
        return try await layers.reader.withTimeLimit {
            var reader = UploadFormReader(
                boundary: boundary, limit: layers.settings.uploadBytes, folder: layers.incoming)
            do {
                try await RequestReader.read(call.request, call.context.connection) { chunk in
                    try reader.read(chunk.readableBytesView)
                }
                return try reader.finish(clock: layers.clock)
            } catch {
                reader.discard()
                throw error
            }
        }
    }
}

/// Puts a form together.
struct UploadFormReader {
    private let limit: Int
    private let folder: IncomingFolder
    private var parser: MultipartParser
    private var file: IncomingFolder.File?
    private var size = 0
    private var bytesRead = 0
    /// The field whose data come; nil if it is the file.
    private var field: String?
    private var fields: [String: [UInt8]] = [:]

    /// How much a form may have beside its file.
    static let room = 64 << 10
    private static let longestField = 256

    init(boundary: String, limit: Int, folder: IncomingFolder) {
        parser = MultipartParser(boundary: boundary)
        self.limit = limit
        self.folder = folder
    }

    /// Reads some bytes of the body.
    ///
    /// - Throws: ``ServiceProblem`` that names the field.
    mutating func read(_ bytes: some Collection<UInt8>) throws {
        bytesRead += bytes.count
        guard bytesRead <= limit + Self.room else { throw ServiceProblem.tooLarge(limit) }
        let events: [MultipartParser.Event]
        do throws(MultipartParser.Failure) { events = try parser.read(bytes) } catch {
            throw Self.problem(error)
        }
        for event in events { try take(event) }
    }

    /// Returns the form, whose file is the caller's from now on.
    ///
    /// - Throws: ``ServiceProblem`` that names the field.
    mutating func finish(clock: any LayerClock) throws -> UploadForm {
        do throws(MultipartParser.Failure) { try parser.finish() } catch {
            throw Self.problem(error)
        }
        guard let file else { throw ServiceProblem.invalid("file", "this is missing") }
        let now = ISOTime.text(microsecondsSince1970: clock.microsecondsSince1970)
        let timestamp = fields["timestamp"].map { String(decoding: $0, as: UTF8.self) } ?? now
        try file.close()
        return UploadForm(path: file.path, timestamp: timestamp)
    }

    /// Removes what was written.
    func discard() {
        file?.discard()
    }

    private mutating func take(_ event: MultipartParser.Event) throws {
        switch event {
        case .part(let head): try begin(head)
        case .data(let bytes):
            if let field {
                fields[field, default: []] += bytes
                guard fields[field, default: []].count <= Self.longestField else {
                    throw ServiceProblem.invalid(field, "this is too long")
                }
            } else {
                size += bytes.count
                guard size <= limit else { throw ServiceProblem.tooLarge(limit, field: "file") }
                try file?.write(bytes)
            }
        case .endOfPart: field = nil
        }
    }

    private mutating func begin(_ head: MultipartHead) throws {
        switch head.name {
        case "file":
            guard let name = head.filename, !name.isEmpty else {
                throw ServiceProblem.invalid("file", "a file has to have a name")
            }
            guard file == nil else { throw ServiceProblem.invalid("file", "there may be one") }
            file = try folder.makeFile(named: name)
        case "timestamp":
            guard fields[head.name] == nil else {
                throw ServiceProblem.invalid(head.name, "this is there twice")
            }
            fields[head.name] = []
            field = head.name
        default:
            throw ServiceProblem.invalid(String(head.name.prefix(64)), "there is no such field")
        }
    }

    private static func problem(_ failure: MultipartParser.Failure) -> ServiceProblem {
        ServiceProblem(.badRequest, failure.reason)
    }
}
