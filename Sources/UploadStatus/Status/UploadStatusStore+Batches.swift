import LayerSupport
import MartletClient

/// Many uploads at once, in one round trip.
extension UploadStatusStore {
    /// Writes how far some uploads are, unless they have ended already; returns who won, in order.
    ///
    /// - Throws: ``UploadStatusError`` if there is no id; `RedisError`: then some may be written.
    @discardableResult
    public func setUploadStatuses(
        _ entries: [(uploadID: String, entry: UploadEntry)], ttl: Duration = defaultTTL
    ) async throws -> [StatusChange] {
        guard !entries.isEmpty else { return [] }
        let commands = try entries.map { uploadID, entry in
            try require(uploadID, "uploadID")
            return StatusScripts.settle.eval(
                keys: [keys.status(uploadID)],
                arguments: [entry.text, ttl.wholeSeconds, keys.events(uploadID)])
        }
        return try await client.replies(to: commands).map { reply in
            StatusChange(reply: try reply.get())
        }
    }

    /// Returns what is known of some uploads, in order.
    ///
    /// - Throws: ``UploadStatusError`` if there is no id; `RedisError`.
    public func uploadStatuses(_ uploadIDs: [String]) async throws -> [UploadEntry] {
        for uploadID in uploadIDs { try require(uploadID, "uploadID") }
        return try await client.mgetBytes(uploadIDs.map(keys.status)).map { text in
            text.flatMap(UploadEntry.init) ?? .unknown
        }
    }

    /// Returns what is known of some uploads, in order, and lets what is known live on for `ttl`, as
    /// the messages do that need it.
    ///
    /// - Throws: ``UploadStatusError`` if there is no id; `RedisError`.
    public func uploadStatuses(
        _ uploadIDs: [String], renewingFor ttl: Duration
    ) async throws -> [UploadEntry] {
        guard !uploadIDs.isEmpty else { return [] }
        let commands = try uploadIDs.map { uploadID in
            try require(uploadID, "uploadID")
            return RedisCommand("GETEX", keys.status(uploadID), "EX", ttl.wholeSeconds)
        }
        return try await client.replies(to: commands).map { reply in
            try reply.get().bytes.flatMap(UploadEntry.init) ?? .unknown
        }
    }

    /// Lets uploads fail that are pending for longer than they may, as those of an instance that
    /// ended. Returns the entries as they are then.
    ///
    /// - Throws: ``UploadStatusError`` if there is no id; `RedisError`.
    public func failingOverdue(
        _ entries: [(uploadID: String, entry: UploadEntry)], after deadline: Duration,
        ttl: Duration = defaultTTL
    ) async throws -> [UploadEntry] {
        let now = clock.secondsSince1970
        let overdue = entries.indices.filter { index in
            let entry = entries[index].entry
            return entry.state == .pending && now - entry.timestamp >= deadline / .seconds(1)
        }
        var results = entries.map(\.entry)
        let failures = overdue.map { index in
            (
                entries[index].uploadID,
                UploadEntry(.failed, filename: entries[index].entry.filename, timestamp: now)
            )
        }
        let changes = try await setUploadStatuses(failures, ttl: ttl)
        for (place, index) in overdue.enumerated() {
            switch changes[place] {
            case .written: results[index] = failures[place].1
            case .kept(let entry): results[index] = entry
            }
        }
        return results
    }

    /// Returns all uploads that are known. What can't be read is left out.
    ///
    /// - Throws: `RedisError`.
    public func allUploadStatuses() async throws -> [String: UploadEntry] {
        let prefix = UploadKeyScheme.statusPrefix
        var entries: [String: UploadEntry] = [:]
        for try await page in client.scan(match: prefix + "*", count: 500) {
            let texts = try await client.mgetBytes(page)
            for (key, text) in zip(page, texts) {
                // An id may have colons of its own: it is all that follows the prefix.
                entries[String(key.dropFirst(prefix.count))] = text.flatMap(UploadEntry.init)
            }
        }
        return entries
    }
}
