public import MartletClient

/// The caches of a program: one client for each server, whoever asks for it.
///
///     let caches = SharedCaches()
///     let cache = try await caches.cache(for: configuration.redis)
///     let buffer = ChatBuffer(try await caches.cache(for: configuration, part: .chat), …)
///
/// Each caller has the prefix and the default time to live of its own configuration: who comes first
/// decides nothing for the others.
public actor SharedCaches {
    /// The caches of this process.
    public static let shared = SharedCaches()

    private var stores: [String: CacheStore] = [:]
    private let options: CacheStore.Options

    /// Makes a collection without caches.
    public init(options: CacheStore.Options = CacheStore.Options()) {
        self.options = options
    }

    /// Returns the cache of a server: one that is there is used further. Without one, or while it is
    /// away, all is in this process.
    ///
    /// - Throws: ``RedisError`` with the code `INVALIDURL`.
    public func cache(for redis: CacheConfiguration.Redis) throws(RedisError) -> ContextCache {
        ContextCache(
            try store(redis), prefix: redis.keyPrefix, defaultTTL: .seconds(redis.defaultTTL))
    }

    /// A part of a service.
    public enum Part: Sendable {
        /// The chats.
        case chat
        /// The completions.
        case completion
    }

    /// Returns the cache for a part of a service: in this process, if the part isn't to use the server.
    ///
    /// - Throws: ``RedisError`` with the code `INVALIDURL`.
    public func cache(
        for configuration: CacheConfiguration, part: Part
    ) throws(RedisError) -> ContextCache {
        var redis = configuration.redis
        switch part {
        case .chat:
            redis.isEnabled = redis.isEnabled && configuration.chat.usesRedis
            redis.defaultTTL = configuration.chat.bufferTTL
        case .completion:
            redis.isEnabled = redis.isEnabled && configuration.completion.usesRedis
            redis.defaultTTL = configuration.completion.ttl
        }
        return try cache(for: redis)
    }

    /// Closes the client of a server, and makes a new one: after the settings changed.
    ///
    /// - Throws: ``RedisError`` with the code `INVALIDURL`.
    public func renewedCache(
        for redis: CacheConfiguration.Redis
    ) async throws(RedisError) -> ContextCache {
        await stores.removeValue(forKey: redis.serverURL)?.close()
        return try cache(for: redis)
    }

    /// Closes all clients.
    public func close() async {
        let all = stores.values
        stores = [:]
        for store in all { await store.close() }
    }

    private func store(_ redis: CacheConfiguration.Redis) throws(RedisError) -> CacheStore {
        let url = redis.serverURL
        if let store = stores[url] { return store }
        let client = try Redis.client(url, options: redis.clientOptions)
        var options = options
        options.retriesOnTimeout = redis.retriesOnTimeout
        // An engine of this process has no substitute.
        if client is MemoryClient { options.fallsBack = false }
        let store = CacheStore(client, options: options)
        stores[url] = store
        return store
    }
}
