import Foundation
public import LayerSupport
import MartletClient

/// Uploads files in the background, and tells all instances how far they are.
///
///     let manager = UploadManager(store: store, uploader: DirectoryUploader(folder))
///     let placeholder = try await manager.startUpload(of: "a.png", timestamp: "2025-10-15T08:30:00")
///     let image = try await manager.waitForUpload(.pending(placeholder))
///
/// An upload is known here first, then in Redis. Where Redis is away, uploads go on, what is known here
/// counts, and it is written to Redis as soon as that answers again. Of an upload's ends the first one
/// that Redis has stays; a file that comes later is discarded.
public actor UploadManager {
    /// How the manager behaves.
    public struct Options: Hashable, Sendable {
        /// How many files are uploaded at a time.
        public var concurrentUploads = 4
        /// How long an upload may take, from when it was asked for.
        public var deadline = Duration.seconds(10)
        /// How much longer an upload may be pending until others take its instance for dead, and let
        /// it fail themselves.
        public var grace = Duration.seconds(5)
        /// How long a status lives: as long as the messages that need it.
        public var statusTTL = Duration.seconds(86_400)
        /// How often Redis is asked at most before it counts as away.
        public var attempts = 3
        /// How long to wait before it is asked again; twice as long each time.
        public var retryDelay = Duration.milliseconds(50)
        /// How often it is told anew of what ended while it was away, until it has that.
        public var shareInterval = Duration.seconds(1)
        /// How often to look at a status that is waited for, if nobody publishes its change: the
        /// Python program doesn't.
        public var pollInterval = Duration.seconds(1)
        /// What images become, where there is a compressor.
        public var imageTarget = ImageTarget()

        /// The options that the document states.
        public init() {}
    }

    /// What is known here of an upload.
    struct Upload {
        var entry: UploadEntry
        /// Whether Redis has the entry.
        var isShared = false
    }

    nonisolated let store: UploadStatusStore
    nonisolated let uploader: any FileUploader
    nonisolated let compressor: (any ImageCompressor)?
    nonisolated let options: Options
    nonisolated let clock: any LayerClock
    nonisolated let slots: UploadSlots
    var uploads: [String: Upload] = [:]
    /// What tells Redis of what ended while it was away; nil if there is nothing.
    var sharing: Task<Void, Never>?
    private var jobs: [String: Task<Void, Never>] = [:]
    private var isShutDown = false

    /// Makes a manager.
    ///
    /// - Parameters:
    ///   - compressor: What makes images smaller before; nil to upload them as they are.
    ///   - clock: What deadlines are measured by.
    public init(
        store: UploadStatusStore, uploader: any FileUploader,
        compressor: (any ImageCompressor)? = nil, options: Options = Options(),
        clock: any LayerClock = .system
    ) {
        self.store = store
        self.uploader = uploader
        self.compressor = compressor
        self.options = options
        self.clock = clock
        slots = UploadSlots(options.concurrentUploads)
    }

    /// Begins to upload a file, and returns at once what stands for it.
    ///
    /// - Parameters:
    ///   - timestamp: When the message was sent that the file belongs to.
    ///   - isCompressed: Whether an image is made smaller before.
    ///   - deletesFile: Whether to remove the file once it is uploaded.
    /// - Throws: ``UploadStatusError`` if there is no file name, or the manager was shut down.
    public func startUpload(
        of filename: String, timestamp: String, compressing isCompressed: Bool = true,
        deletingFile deletesFile: Bool = false
    ) async throws -> UploadPlaceholder {
        try await startUploads(
            of: [filename], timestamp: timestamp, compressing: isCompressed,
            deletingFiles: deletesFile)[0]
    }

    /// Begins to upload some files, as ``startUpload(of:timestamp:compressing:deletingFile:)`` does,
    /// with one round trip for all.
    ///
    /// - Throws: ``UploadStatusError`` if there is no file name, or the manager was shut down.
    public func startUploads(
        of filenames: [String], timestamp: String, compressing isCompressed: Bool = true,
        deletingFiles deletesFile: Bool = false
    ) async throws -> [UploadPlaceholder] {
        guard !isShutDown else { throw UploadStatusError.shutDown }
        for filename in filenames { try require(filename, "filename") }
        forgetExpired()
        let started = filenames.map { filename in
            UploadJob(
                id: UUID().uuidString.lowercased(), filename: filename, timestamp: timestamp,
                isCompressed: isCompressed, deletesFile: deletesFile)
        }
        let now = clock.secondsSince1970
        let entries = started.map { job in
            (job.id, UploadEntry(.pending, filename: job.filename, timestamp: now))
        }
        for (id, entry) in entries { uploads[id] = Upload(entry: entry) }
        let isShared =
            (try? await retrying {
                try await self.store.setUploadStatuses(entries, ttl: self.options.statusTTL)
            }) != nil
        for job in started {
            uploads[job.id]?.isShared = isShared
            launch(job)
        }
        return started.map { UploadPlaceholder(uploadID: $0.id, filename: $0.filename) }
    }

    /// Waits for all uploads that run, and takes no more.
    public func shutDown() async {
        isShutDown = true
        for job in Array(jobs.values) { await job.value }
        guard let sharing else { return }
        sharing.cancel()
        _ = await share()
    }

    /// How many of the uploads that are known here are in which state.
    public var statusSummary: [UploadState: Int] {
        uploads.values.reduce(into: [:]) { $0[$1.entry.state, default: 0] += 1 }
    }

    /// Asks Redis again if it can't answer, a few times.
    nonisolated func retrying<Result: Sendable>(
        _ body: @Sendable () async throws -> Result
    ) async throws -> Result {
        var delay = options.retryDelay
        for _ in 1..<max(1, options.attempts) {
            do {
                return try await body()
            } catch let error as RedisError where error.isUnavailable {
                try await clock.sleep(for: delay)
                delay *= 2
            }
        }
        return try await body()
    }

    private func launch(_ job: UploadJob) {
        let work = Task { await perform(job) }
        let timer = Task {
            guard (try? await clock.sleep(for: options.deadline)) != nil else { return }
            await settle(
                job.id,
                UploadEntry(.failed, filename: job.filename, timestamp: clock.secondsSince1970))
            if uploads[job.id]?.entry.state != .completed { work.cancel() }
        }
        jobs[job.id] = Task {
            await work.value
            timer.cancel()
            await timer.value
            jobs[job.id] = nil
        }
    }

    /// Forgets uploads that ended so long ago that Redis has forgotten them too.
    func forgetExpired() {
        let oldest = clock.secondsSince1970 - options.statusTTL / .seconds(1)
        uploads = uploads.filter {
            !$0.value.entry.state.isFinal || $0.value.entry.timestamp > oldest
        }
    }
}
