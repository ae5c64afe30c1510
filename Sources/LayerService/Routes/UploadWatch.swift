import LayerSupport
import UploadStatus

/// Tells a client how far an upload is, whenever it is further.
struct UploadWatch: Sendable {
    let call: Call

    func run(_ pipe: EventPipe) async throws {
        // Subscribed before the first look, so that no change comes between.
        let notices = try await call.layers.uploadNotices.notices(of: call.path("id"))
        var changes = notices.makeAsyncIterator()
        var last = try await tell(pipe, after: nil)
        while !last.state.isFinal, try await changes.next() != nil {
            last = try await tell(pipe, after: last)
        }
    }

    private func tell(_ pipe: EventPipe, after last: UploadReport?) async throws -> UploadReport {
        let report = try await UploadRoutes.report(call)
        guard report != last else { return report }
        let data = UploadRoutes.json(report, call.path("id")).text(.compact)
        try await pipe.send(ServerSentEvent(name: "STATUS", data: data).text)
        return report
    }
}
