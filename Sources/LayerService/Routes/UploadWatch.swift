import LayerSupport
import UploadStatus

/// Tells a client how far an upload is, whenever it is further.
struct UploadWatch: Sendable {
    let call: Call

    func run(_ pipe: EventPipe) async throws {
        // Subscribed before the first look, so that no change comes between.
        let events = try await call.layers.uploadEvents.events(of: call.path("id"))
        defer { events.cancel() }
        var changes = events.makeAsyncIterator()
        var last = try await tell(pipe, after: nil)
        // What is published tells when to look.
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
