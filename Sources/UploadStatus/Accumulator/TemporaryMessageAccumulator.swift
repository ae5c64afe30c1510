import Foundation
public import LayerSupport
public import MartletClient

/// Gathers the messages of users, and hands them to an agent once there are enough.
///
///     let accumulator = TemporaryMessageAccumulator(client, uploads: manager, agent: agent)
///     try await accumulator.addMessage(message, timestamp: now, for: "ada")
///     if try await !accumulator.shouldAbsorb("ada").isEmpty {
///         try await accumulator.absorb(for: "ada")
///     }
///
/// Any instance may do either. A message is absorbed at least once: what is being absorbed is in a list
/// of its own, and goes back if the agent fails, if the lock is lost, or if the instance ended.
public final class TemporaryMessageAccumulator: Sendable {
    /// How an accumulator behaves.
    public struct Options: Hashable, Sendable {
        /// From how many messages on they are absorbed, and how many are looked at for a chat.
        public var messageLimit = 20
        /// How long the lock lives without renewal.
        public var lockTimeout = UserLocks.defaultTimeout
        /// How often to try to get the lock.
        public var lockAttempts = 1
        /// How long to wait before it is tried again.
        public var lockRetryDelay = Duration.milliseconds(100)
        /// How far back images are shown to a chat.
        public var recentSpan = Duration.seconds(60)
        /// How much is kept for how long.
        public var limits = MessageStore.Limits()

        /// The options that the Python program has.
        public init() {}
    }

    /// The messages that wait.
    public let messages: MessageStore
    /// Who is at it.
    public let locks: UserLocks
    /// What uploads images; nil for models that read them from this machine.
    public let uploads: UploadManager?
    let agent: any MemoryAgent
    let transcriber: (any VoiceTranscriber)?
    let options: Options
    let clock: any LayerClock
    let resolver: MessageResolver

    /// Makes an accumulator.
    ///
    /// - Parameters:
    ///   - uploads: What uploads images, for models that need it.
    ///   - transcriber: What turns audio into text. Audio is kept only where there is one.
    public init(
        _ client: any RedisClient, uploads: UploadManager? = nil, agent: any MemoryAgent,
        transcriber: (any VoiceTranscriber)? = nil, options: Options = Options(),
        clock: any LayerClock = .system
    ) {
        messages = MessageStore(client, limits: options.limits)
        locks = UserLocks(client)
        self.uploads = uploads
        self.agent = agent
        self.transcriber = transcriber
        self.options = options
        self.clock = clock
        resolver = MessageResolver(uploads: uploads)
    }

    /// Adds a message, and returns how many there are. For models that need it, its images are
    /// uploaded; what stands for them is stored.
    ///
    /// - Parameters:
    ///   - timestamp: When it was sent.
    ///   - deletesFiles: Whether to remove images of this machine once they are uploaded, or absorbed.
    ///   - isAsynchronous: Whether to store it before the uploads have ended.
    /// - Throws: ``UploadStatusError`` if there is no user, or if an upload failed that was waited for;
    ///   `RedisError`.
    @discardableResult
    public func addMessage(
        _ message: IncomingMessage, timestamp: String, for user: String,
        deletingFiles deletesFiles: Bool = true, uploadingAsynchronously isAsynchronous: Bool = true
    ) async throws -> Int {
        try require(user, "user")
        var stored = StoredMessage(timestamp: timestamp)
        stored.sources = message.sources
        stored.audioCount = message.audio.count
        stored.audio = transcriber == nil ? nil : message.audio
        stored.text = message.text
        if let uploads, !message.imagePaths.isEmpty {
            let placeholders = try await uploads.startUploads(
                of: message.imagePaths, timestamp: timestamp, deletingFiles: deletesFiles)
            stored.images = placeholders.map { .pending($0) }
            if !isAsynchronous { stored.images = try await resolved(placeholders, by: uploads) }
        } else {
            stored.images = message.imagePaths.map { .localFile($0) }
            stored.deletesFiles = deletesFiles
        }
        return try await messages.addMessage(stored, for: user)
    }

    /// Adds a question and its answer, and returns how many pairs there are.
    ///
    /// - Throws: ``UploadStatusError`` if there is no user; `RedisError`.
    @discardableResult
    public func addConversation(
        question: String, answer: String, for user: String
    ) async throws -> Int {
        try await messages.addConversation(question: question, answer: answer, for: user)
    }

    /// Returns the messages that are ready, if there are enough to absorb them; else none. Those behind
    /// the first that waits for an upload are not.
    ///
    /// It is a look only: ``absorb(for:force:)`` looks again once nobody else can change anything.
    ///
    /// - Throws: ``UploadStatusError`` if there is no user; `RedisError`.
    public func shouldAbsorb(_ user: String) async throws -> [ReadyMessage] {
        let stored = try await messages.storedMessages(of: user)
        let ready = try await resolver.readyMessages(stored)
        return Array(ready.prefix(countToAbsorb(of: ready.count, force: false)))
    }

    /// How many of the ready messages are absorbed at once: where there is nothing to wait for, just
    /// as many as it takes.
    func countToAbsorb(of ready: Int, force: Bool) -> Int {
        if force { return ready }
        guard ready >= options.messageLimit else { return 0 }
        return uploads == nil ? options.messageLimit : ready
    }

    /// Returns how many messages of a user wait.
    ///
    /// - Throws: ``UploadStatusError`` if there is no user; `RedisError`.
    public func messageCount(of user: String) async throws -> Int {
        try await messages.messageCount(of: user)
    }

    /// Returns how many messages of a user wait, and how many uploads that are known here are in which
    /// state.
    ///
    /// - Throws: ``UploadStatusError`` if there is no user; `RedisError`.
    public func uploadStatusSummary(
        of user: String
    ) async throws -> (messageCount: Int, uploads: [UploadState: Int]) {
        (try await messages.messageCount(of: user), await uploads?.statusSummary ?? [:])
    }

    private func resolved(
        _ placeholders: [UploadPlaceholder], by uploads: UploadManager
    ) async throws -> [ImageReference] {
        var images: [ImageReference] = []
        for placeholder in placeholders {
            images.append(
                try await uploads.waitForUpload(
                    .pending(placeholder), timeout: uploads.options.deadline))
        }
        try await uploads.cleanUp(placeholders.map(\.uploadID))
        return images
    }
}
