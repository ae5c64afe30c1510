import MartletClient

/// How far uploads are.
extension UploadManager {
    /// Returns how far an upload is, as Redis has it; where that knows nothing, as it is known here. An
    /// image that isn't being uploaded is completed with itself.
    ///
    /// An upload whose instance has ended is let fail when its time is over.
    ///
    /// - Throws: `RedisError` if Redis refuses the command. Where it is away, the report says that.
    public func uploadStatus(of image: ImageReference) async throws -> UploadReport {
        guard case .pending(let placeholder) = image else { return UploadReport(of: image) }
        return try await reports(of: [placeholder.uploadID])[placeholder.uploadID]
            ?? UploadReport(.unknown)
    }

    /// Returns how far some uploads are, by their ids, as ``uploadStatus(of:)`` does, in one round
    /// trip.
    ///
    /// - Parameter isRenewed: Whether what is known of them lives on as long as a message that was
    ///   added now.
    /// - Throws: `RedisError` if Redis refuses the command.
    public func uploadStatuses(
        of placeholders: [UploadPlaceholder], renewing isRenewed: Bool = false
    ) async throws -> [String: UploadReport] {
        try await reports(of: placeholders.map(\.uploadID), renewing: isRenewed)
    }

    /// Returns what an upload ended in; nil if it hasn't, or has failed.
    ///
    /// - Throws: `RedisError` if Redis refuses the command.
    public func tryResolveUpload(_ image: ImageReference) async throws -> ImageReference? {
        try await uploadStatus(of: image).image
    }

    /// Forgets an upload whose end was made use of. Where Redis is away, it forgets by itself later.
    ///
    /// - Throws: `RedisError` if Redis refuses the command.
    public func cleanUpResolvedUpload(_ placeholder: UploadPlaceholder) async throws {
        try await cleanUp([placeholder.uploadID])
    }

    func cleanUp(_ ids: [String]) async throws {
        for id in ids { uploads[id] = nil }
        do {
            try await retrying { try await self.store.deleteUploadStatuses(ids) }
        } catch let error as RedisError where error.isUnavailable {
            return
        }
    }

    private func reports(
        of ids: [String], renewing isRenewed: Bool = false
    ) async throws -> [String: UploadReport] {
        let ids = Array(Set(ids))
        guard !ids.isEmpty else { return [:] }
        do {
            let entries = try await sharedEntries(of: ids, renewing: isRenewed)
            var reports: [String: UploadReport] = [:]
            for (id, entry) in zip(ids, entries) {
                reports[id] = UploadReport(await reconcile(id, entry))
            }
            return reports
        } catch let error as RedisError where error.isUnavailable {
            return Dictionary(
                uniqueKeysWithValues: ids.map { id in
                    (id, UploadReport(uploads[id]?.entry ?? .unknown, isDegraded: true))
                })
        }
    }

    private nonisolated func sharedEntries(
        of ids: [String], renewing isRenewed: Bool
    ) async throws -> [UploadEntry] {
        try await retrying {
            let ttl = self.options.statusTTL
            let entries =
                isRenewed
                ? try await self.store.uploadStatuses(ids, renewingFor: ttl)
                : try await self.store.uploadStatuses(ids)
            return try await self.store.failingOverdue(
                zip(ids, entries).map { ($0, $1) },
                after: self.options.deadline + self.options.grace, ttl: ttl)
        }
    }

    /// Brings together what Redis has and what is known here; returns what counts.
    private func reconcile(_ id: String, _ entry: UploadEntry) async -> UploadEntry {
        guard let upload = uploads[id] else { return entry }
        if entry.state.isFinal {
            uploads[id] = Upload(entry: entry, isShared: true)
            return entry
        }
        guard !upload.isShared, upload.entry.state.isFinal else {
            return entry.state == .unknown ? upload.entry : entry
        }
        // Redis was away when the upload ended.
        return await share(id, upload.entry) ?? upload.entry
    }
}
