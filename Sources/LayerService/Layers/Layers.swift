import ContextCache
import Foundation
import LayerSupport
import Logging
import MartletClient
import PetState
import StatelessMessages
import UploadStatus

/// The layers that the routes use, and what belongs to them.
struct Layers: Sendable {
    let settings: ServiceConfiguration.Limits
    let clock: any LayerClock
    let logger: Logger
    let metrics: ServiceMetrics
    let prometheus: PrometheusMetrics
    /// What requests use.
    let client: any RedisClient
    /// What streams of messages wait on: a client of its own, so that no number of them takes another's
    /// place.
    let listener: any RedisClient
    let streams: Places
    /// Files that clients send.
    let arrivals: Places
    let messages: MessageManager
    /// The same, for those who wait for events: they share a connection for each message.
    let messageStreams: MessageManager
    let tasks: TaskRunner
    let pets: LifeAdapter
    let uploads: UploadManager
    let uploadNotices: UploadNotices
    let incoming: IncomingFolder
    let accumulator: TemporaryMessageAccumulator
    /// What chats and completions are kept by that are on the server.
    let store: CacheStore
    /// What chats are kept by.
    let chatStore: CacheStore
    let chats: ChatBuffer
    let completions: CompletionCache
    private let keepsChats: Bool
    private let keepsCompletions: Bool

    /// Makes the layers of a configuration. Nothing is connected yet.
    ///
    /// - Throws: `RedisError` if the server's URL is none; an error if the folder can't be made.
    init(
        _ configuration: ServiceConfiguration, planner: (any Planner)? = nil,
        agent: (any MemoryAgent)? = nil, chatHandler: ChatBuffer.Handler? = nil,
        uploader: (any FileUploader)? = nil, compressor: (any ImageCompressor)? = nil,
        clock: any LayerClock = .system, logger: Logger
    ) throws {
        let url = configuration.redisURL
        var options = configuration.cache.redis.clientOptions
        options.clientName = "martlet-layers"
        options.logger = logger
        let connections = configuration.redisConnections
        options.sharedConnections = 2
        options.exclusiveConnections = max(2, connections / 4 - 2)
        client = try Redis.client(url, options: options)
        let rest = connections - options.sharedConnections - options.exclusiveConnections
        options.sharedConnections = 1
        options.exclusiveConnections = rest - 1
        listener = try Redis.client(url, options: options)
        settings = configuration.limits
        self.clock = clock
        self.logger = logger
        prometheus = PrometheusMetrics()
        let metrics = ServiceMetrics(prometheus)
        self.metrics = metrics
        streams = Places(settings.streams, for: "streams") { metrics.note(streams: $0) }
        arrivals = Places(settings.pendingUploads, for: "uploads")

        var messageOptions = MessageOptions()
        messageOptions.pingInterval = .seconds(settings.pingSeconds)
        messages = MessageManager(client, options: messageOptions, clock: clock)
        messageStreams = MessageManager(listener, options: messageOptions, clock: clock)
        let pause = Duration.milliseconds(configuration.plannerPauseMilliseconds)
        tasks = TaskRunner(
            planner ?? LocalPlanner(pause: pause, clock: clock), messages,
            bounds: TaskRunner.Bounds(
                running: settings.tasks, queued: settings.queuedTasks,
                lease: .seconds(configuration.taskLeaseSeconds)),
            clock: clock, logger: logger)

        let folder = URL(filePath: configuration.folder)
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        incoming = try IncomingFolder(folder.appending(path: "incoming"))
        uploads = UploadManager(
            store: UploadStatusStore(client, clock: clock),
            uploader: uploader
                ?? DirectoryUploader(folder.appending(path: "uploads"), clock: clock),
            compressor: compressor, clock: clock)
        uploadNotices = UploadNotices(UploadStatusStore(client, clock: clock))
        let absorbed = HandoverLog(folder.appending(path: "absorbed.jsonl"), clock: clock)
        accumulator = TemporaryMessageAccumulator(
            client, uploads: uploads, agent: agent ?? absorbed, clock: clock)

        var rules = PetRules()
        if let zone = TimeZone(identifier: configuration.petZone) {
            rules.place = LocalTime(zone: zone)
        }
        pets = LifeAdapter(
            .redis(client), rules: rules,
            language: PetLanguage(rawValue: configuration.petLanguage) ?? .chinese, clock: clock)

        var storeOptions = CacheStore.Options()
        storeOptions.clock = clock
        storeOptions.logger = logger
        // An engine of this process has no substitute.
        storeOptions.fallsBack = !(client is MemoryClient)
        storeOptions.retriesOnTimeout = configuration.cache.redis.retriesOnTimeout
        store = CacheStore(client, options: storeOptions)
        storeOptions.fallsBack = false
        let ownStore = CacheStore(try MemoryClient(), options: storeOptions)
        chatStore = configuration.cache.chat.usesRedis ? store : ownStore
        keepsChats = configuration.cache.chat.isEnabled
        keepsCompletions = configuration.cache.completion.isEnabled
        let prefix = configuration.cache.redis.keyPrefix
        let ttl = Duration.seconds(configuration.cache.redis.defaultTTL)
        let log = HandoverLog(folder.appending(path: "chats.jsonl"), clock: clock)
        chats = ChatBuffer(
            ContextCache(chatStore, prefix: prefix, defaultTTL: ttl),
            options: configuration.cache.chat.options,
            handler: chatHandler ?? { try await log.write($0) })
        completions = CompletionCache(
            ContextCache(
                configuration.cache.completion.usesRedis ? store : ownStore, prefix: prefix,
                defaultTTL: ttl),
            options: configuration.cache.completion.options)
    }

    /// Ends what goes on in the background, and closes the clients.
    func close() async {
        await tasks.shutDown()
        await uploads.shutDown()
        await chats.stop()
        await listener.close()
        await client.close()
    }
}

extension Layers {
    /// Removes the files of uploads that came to nothing.
    func removeRemains() {
        incoming.removeRemains(olderThan: Double(3600 + settings.bodySeconds), clock: clock)
    }
}

/// What can be switched off.
extension Layers {
    /// The buffers of chats; nil if they are switched off.
    var openChats: ChatBuffer? { keepsChats ? chats : nil }

    /// The cache of completions; nil if it is switched off.
    var openCompletions: CompletionCache? { keepsCompletions ? completions : nil }
}
