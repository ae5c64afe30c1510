import Hummingbird
import LayerSupport
import UploadStatus

/// Uploads.
enum UploadRoutes {
    static let all = [create, status, delete, events]

    static let create = Route(
        .post, "/api/v1/uploads", "Begins to upload a file, and answers at once what stands for it",
        takes: .file,
        answers: .json(.accepted, placeholder, "What stands for the file until it is there.")
    ) { call in
        let uploads = call.layers.uploads
        let place = try await call.layers.arrivals.take {
            await uploads.statusSummary[.pending] ?? 0
        }
        defer { withExtendedLifetime(place) {} }
        call.layers.removeRemains()
        let form = try await UploadForm.read(call)
        do {
            let placeholder = try await uploads.startUpload(
                of: form.path, timestamp: form.timestamp, deletingFile: true)
            return .json(json(placeholder), status: .accepted)
        } catch {
            form.discard()
            throw error
        }
    }

    static let status = Route(
        .get, "/api/v1/uploads/{id}", "Tells how far an upload is",
        answers: .ok(upload, "How far it is."), .missing("upload")
    ) { call in
        .json(json(try await report(call), call.path("id")))
    }

    static let delete = Route(
        .delete, "/api/v1/uploads/{id}", "Forgets an upload whose end was made use of",
        answers: .done, .missing("upload")
    ) { call in
        _ = try await report(call)
        try await call.layers.uploads.cleanUpResolvedUpload(placeholder(call))
        return .done
    }

    static let events = Route(
        .get, "/api/v1/uploads/{id}/events", "Streams how far an upload is, until it has ended",
        answers: Reply(
            status: .ok, summary: "The upload, whenever it is further.",
            content: .events(["STATUS"], upload)), .missing("upload")
    ) { call in
        _ = try await report(call)
        return try call.events { pipe in try await UploadWatch(call: call).run(pipe) }
    }

    /// Returns what is known of the upload that a request names.
    ///
    /// - Throws: ``ServiceProblem`` if nobody knows it, or nobody could be asked.
    static func report(_ call: Call) async throws -> UploadReport {
        let report = try await call.layers.uploads.uploadStatus(of: .pending(placeholder(call)))
        guard report.state == .unknown else { return report }
        if report.isDegraded { throw ServiceProblem.unavailable("the server is away") }
        throw ServiceProblem.missing("upload", field: "id")
    }

    private static func placeholder(_ call: Call) -> UploadPlaceholder {
        UploadPlaceholder(uploadID: call.path("id"), filename: nil)
    }

    /// What stands for a file.
    static let placeholder = Schema.named(
        "Placeholder",
        .object([
            .init("upload_uuid", .id), .init("filename", .optional(.anyText)),
            .init("pending", .boolean),
        ]))

    private static let upload = Schema.named(
        "Upload",
        .object([
            .init("upload_uuid", .anyText), .init("filename", .optional(.anyText)),
            .init("status", .choice(UploadState.allCases.map(\.rawValue))),
            .init("progress", .optional(.integer(0...100)), "How many percent are done."),
            .init(
                "result",
                .optional(
                    .object([
                        .init("uri", .optional(.anyText)), .init("name", .optional(.anyText)),
                        .init("create_time", .optional(.anyText)),
                    ])), "The file, once it is uploaded."),
            .init("is_degraded", .boolean, "Whether other instances may know more."),
        ]))

    static func json(_ placeholder: UploadPlaceholder) -> JSONValue {
        [
            "upload_uuid": .string(placeholder.uploadID),
            "filename": .optional(placeholder.filename.map(IncomingFolder.name)), "pending": true,
        ]
    }

    static func json(_ report: UploadReport, _ id: String) -> JSONValue {
        [
            "upload_uuid": .string(id),
            "filename": .optional(report.filename.map(IncomingFolder.name)),
            "status": .string(report.state.rawValue),
            "progress": report.progress.map { .integer($0) } ?? .null,
            "result": json(report.image), "is_degraded": .boolean(report.isDegraded),
        ]
    }

    private static func json(_ image: ImageReference?) -> JSONValue {
        switch image {
        case .cloudFile(let file):
            [
                "uri": .string(file.uri), "name": .optional(file.name),
                "create_time": .optional(file.createTime),
            ]
        case .localFile(let path): ["uri": .null, "name": .string(path), "create_time": .null]
        case .pending, nil: .null
        }
    }
}
