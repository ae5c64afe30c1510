import LayerSupport
import MartletClient

/// Waiting for uploads.
extension UploadManager {
    /// Waits until an upload has ended, and returns what it ended in. An image that isn't being uploaded
    /// is returned at once.
    ///
    /// It is told of the end by Redis; only where nobody publishes it, it looks now and then.
    ///
    /// - Throws: ``UploadStatusError`` if the upload failed, or didn't end in time; `RedisError`;
    ///   `CancellationError`.
    public nonisolated func waitForUpload(
        _ image: ImageReference, timeout: Duration = .seconds(30)
    ) async throws -> ImageReference {
        guard case .pending(let placeholder) = image else { return image }
        let start = clock.secondsSince1970
        // Subscribed before the first look, so that no change comes between.
        let events = try? await store.events(of: placeholder.uploadID)
        defer { events?.cancel() }
        while true {
            try Task.checkCancellation()
            let report = try await uploadStatus(of: image)
            let filename = placeholder.filename ?? placeholder.uploadID
            switch report.state {
            case .completed:
                guard let image = report.image else { throw UploadStatusError.failed(filename) }
                return image
            case .failed: throw UploadStatusError.failed(filename)
            case .pending, .unknown: break
            }
            let left = timeout - .seconds(clock.secondsSince1970 - start)
            guard left > .zero else {
                throw UploadStatusError.timedOut(filename, after: timeout)
            }
            await waitForChange(events, atMost: min(left, options.pollInterval))
        }
    }

    /// Uploads a file, and waits for it at most as long as an upload may take.
    ///
    /// - Throws: ``UploadStatusError`` if the upload failed or took too long; `RedisError`;
    ///   `CancellationError`.
    public nonisolated func upload(
        _ filename: String, timestamp: String, compressing isCompressed: Bool = true,
        deletingFile deletesFile: Bool = false
    ) async throws -> ImageReference {
        let placeholder = try await startUpload(
            of: filename, timestamp: timestamp, compressing: isCompressed,
            deletingFile: deletesFile)
        return try await waitForUpload(.pending(placeholder), timeout: options.deadline)
    }

    private nonisolated func waitForChange(
        _ events: UploadEvents?, atMost limit: Duration
    ) async {
        let clock = clock
        await withTaskGroup(of: Void.self) { group in
            group.addTask { try? await clock.sleep(for: limit) }
            if let events {
                group.addTask {
                    var changes = events.makeAsyncIterator()
                    // One that has ended tells nothing: then the time is all there is.
                    if (try? await changes.next()) == nil { try? await clock.sleep(for: limit) }
                }
            }
            await group.next()
            group.cancelAll()
        }
    }
}
