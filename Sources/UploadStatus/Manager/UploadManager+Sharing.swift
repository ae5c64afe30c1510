import LayerSupport

/// Telling Redis of uploads that ended while it was away: other instances would wait for them, and take
/// this one for dead.
extension UploadManager {
    /// Tells Redis now and then, until it has all.
    func shareLater() {
        guard sharing == nil else { return }
        sharing = Task { [weak self, clock, interval = options.shareInterval] in
            while (try? await clock.sleep(for: interval)) != nil {
                guard let self, await !self.share() else { return }
            }
        }
    }

    /// Tells Redis; returns whether it has all.
    func share() async -> Bool {
        forgetExpired()
        for (id, upload) in uploads where upload.isToBeShared {
            _ = await share(id, upload.entry)
        }
        guard !uploads.values.contains(where: \.isToBeShared) else { return false }
        sharing = nil
        return true
    }

    /// Tells Redis how an upload ended; returns how it ended for all, nil if Redis can't be told.
    func share(_ id: String, _ entry: UploadEntry) async -> UploadEntry? {
        let ttl = options.statusTTL
        guard let change = try? await store.write(entry, of: id, ttl: ttl) else { return nil }
        let winner = if case .kept(let other) = change { other } else { entry }
        if uploads[id] != nil { uploads[id] = Upload(entry: winner, isShared: true) }
        return winner
    }
}

extension UploadManager.Upload {
    fileprivate var isToBeShared: Bool { !isShared && entry.state.isFinal }
}
