public import LayerSupport
public import MartletClient

/// The states of uploads, which all instances share.
///
///     let store = UploadStatusStore(client)
///     try await store.setUploadStatus(id, .pending, filename: "a.png")
///     try await store.setUploadStatus(id, .completed, result: .cloudFile(file))
///     let entry = try await store.uploadStatus(id)
///
/// A final state stays: whoever comes later is told what it is, and has to give up what it has. Each
/// change is published in the step that writes it.
public struct UploadStatusStore: Sendable {
    /// How long a status lives by default.
    public static let defaultTTL = Duration.seconds(3600)

    let client: any RedisClient
    let keys: UploadKeyScheme
    let clock: any LayerClock

    /// Makes a store of what a client reaches.
    public init(_ client: any RedisClient, clock: any LayerClock = .system) {
        self.client = client
        self.clock = clock
        keys = UploadKeyScheme(isClustered: client.isClustered)
    }

    /// Writes how far an upload is, unless it has ended already.
    ///
    /// - Parameters:
    ///   - result: What it ended in; counts only if it is completed.
    ///   - ttl: How long that is remembered.
    /// - Throws: ``UploadStatusError`` if there is no id; `RedisError`.
    @discardableResult
    public func setUploadStatus(
        _ uploadID: String, _ state: UploadState, result: UploadResult? = nil,
        filename: String? = nil, ttl: Duration = defaultTTL
    ) async throws -> StatusChange {
        try await write(
            UploadEntry(
                state, filename: filename, timestamp: clock.secondsSince1970, result: result),
            of: uploadID, ttl: ttl)
    }

    /// Returns what is known of an upload; ``UploadEntry/unknown`` if nothing is.
    ///
    /// - Throws: ``UploadStatusError`` if there is no id; `RedisError`.
    public func uploadStatus(_ uploadID: String) async throws -> UploadEntry {
        try require(uploadID, "uploadID")
        let text = try await client.getBytes(keys.status(uploadID))
        return text.flatMap(UploadEntry.init) ?? .unknown
    }

    /// Forgets an upload.
    ///
    /// - Throws: ``UploadStatusError`` if there is no id; `RedisError`.
    public func deleteUploadStatus(_ uploadID: String) async throws {
        try await deleteUploadStatuses([uploadID])
    }

    /// Forgets some uploads.
    ///
    /// - Throws: ``UploadStatusError`` if there is no id; `RedisError`.
    public func deleteUploadStatuses(_ uploadIDs: [String]) async throws {
        for uploadID in uploadIDs { try require(uploadID, "uploadID") }
        try await client.del(uploadIDs.map(keys.status))
    }

    /// Writes how many percent of an upload are done. Returns false, and writes nothing, if it isn't
    /// pending, or if as much or more was done already.
    ///
    /// - Throws: ``UploadStatusError`` if there is no id; `RedisError`.
    @discardableResult
    public func setProgress(
        _ percent: Int, of uploadID: String, ttl: Duration = defaultTTL
    ) async throws -> Bool {
        try require(uploadID, "uploadID")
        let key = keys.status(uploadID)
        let percent = min(max(percent, 0), 100)
        // Whoever is in the way has written progress of its own, or ended the upload.
        while let text = try await client.getBytes(key) {
            guard var entry = UploadEntry(text: text), entry.state == .pending,
                entry.progress ?? -1 < percent
            else { return false }
            entry.progress = percent
            let reply = try await client.run(
                StatusScripts.replace, keys: [key],
                arguments: [text, entry.text, ttl.wholeSeconds, keys.events(uploadID)])
            if reply.intValue == 1 { return true }
        }
        return false
    }

    func write(
        _ entry: UploadEntry, of uploadID: String, ttl: Duration
    ) async throws -> StatusChange {
        try require(uploadID, "uploadID")
        return StatusChange(
            reply: try await client.run(
                StatusScripts.settle, keys: [keys.status(uploadID)],
                arguments: [entry.text, ttl.wholeSeconds, keys.events(uploadID)]))
    }
}

/// Who won.
public enum StatusChange: Hashable, Sendable {
    /// The status was written.
    case written
    /// The upload had ended before, like this. Nothing was written.
    case kept(UploadEntry)

    init(reply: RESPValue) {
        self = reply.bytes.flatMap(UploadEntry.init).map { .kept($0) } ?? .written
    }
}

extension Duration {
    /// The whole seconds, rounded up; at least one.
    var wholeSeconds: Int {
        Int(min(max((self / .seconds(1)).rounded(.up), 1), 1e12))
    }
}
