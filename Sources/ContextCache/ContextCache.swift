import LayerSupport
public import MartletClient

/// The cache that several instances of a service share: values, JSON, lists, hashes, sets, counters
/// and locks, on a server or, while that is away, in this process.
///
///     let cache = ContextCache(try Redis.client("redis://127.0.0.1"))
///     try await cache.setJSON("profile:7", ["name": "Ada"], ttl: .seconds(60))
///     let name = try await cache.getJSON("profile:7")?["name"]?.stringValue
///
/// All functions take keys without the prefix. They throw what goes wrong; ``lenient`` answers with
/// defaults instead. Caches are cheap to make: those of one ``store`` share its client, and each has
/// a default time to live of its own.
public struct ContextCache: Sendable {
    /// Where the data are.
    public let store: CacheStore
    /// The keys.
    public let keys: CacheKeys
    /// How long values live for which nothing else is said.
    public let defaultTTL: Duration

    /// Makes a cache of a store, which may have others.
    public init(
        _ store: CacheStore, prefix: String = "opencontext:", defaultTTL: Duration = .seconds(3600)
    ) {
        self.store = store
        self.defaultTTL = defaultTTL
        keys = CacheKeys(prefix: prefix, isClustered: store.server.isClustered)
    }

    /// Makes a cache of a server. While the server is away, an engine of this process does the work.
    public init(
        _ client: any RedisClient, prefix: String = "opencontext:",
        defaultTTL: Duration = .seconds(3600), options: CacheStore.Options = CacheStore.Options()
    ) {
        self.init(CacheStore(client, options: options), prefix: prefix, defaultTTL: defaultTTL)
    }

    /// The same cache with another default time to live.
    public func with(defaultTTL: Duration) -> ContextCache {
        ContextCache(store, prefix: keys.prefix, defaultTTL: defaultTTL)
    }

    /// Whether the server answers.
    public func isConnected() async -> Bool {
        (try? await store.server.ping()) != nil
    }

    /// Returns what the server tells of itself.
    ///
    /// - Throws: ``RedisError``.
    public func info() async throws -> [String: String] {
        try await run(isRepeatable: true) { try await $0.info() }
    }

    /// Closes the store, and with it all its caches.
    public func close() async {
        await store.close()
    }

    func run<Result: Sendable>(
        isRepeatable: Bool = false,
        _ body: @Sendable (any RedisClient) async throws -> Result
    ) async throws -> Result {
        try await store.run(isRepeatable: isRepeatable, body)
    }
}
