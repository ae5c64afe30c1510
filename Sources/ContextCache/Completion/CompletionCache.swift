public import LayerSupport
import MartletClient
import MartletRESP

/// Remembers what was suggested as completions.
///
///     let completions = CompletionCache(cache)
///     try await completions.put("def fib", ["return n"], confidence: 0.9)
///     let suggestions = try await completions.get("def fib")
///
/// Instances share entries, the order of their use, which are hot, and the counters. All functions
/// throw ``RedisError``.
public struct CompletionCache: Sendable {
    /// How a cache behaves.
    public struct Options: Sendable, Hashable {
        /// How many entries there are at most; a fifth more while all are hot.
        public var maximumSize = 1000
        /// How long an entry lives.
        public var ttl = Duration.seconds(300)
        /// Which entries are kept.
        public var strategy = CompletionStrategy.hybrid

        /// The options that suit most.
        public init(
            maximumSize: Int = 1000, ttl: Duration = .seconds(300),
            strategy: CompletionStrategy = .hybrid
        ) {
            self.maximumSize = maximumSize
            self.ttl = ttl
            self.strategy = strategy
        }
    }

    /// An entry is hot that was used more often than this.
    static let usesOfHotKey = 5
    /// How long what was found out about a document is kept.
    static let contextTTL = Duration.seconds(3600)

    let cache: ContextCache
    let options: Options
    let times = ResponseTimes()

    /// Makes a completion cache of a cache, which may have others.
    public init(_ cache: ContextCache, options: Options = Options()) {
        self.cache = cache
        self.options = options
    }

    /// Returns what was suggested; nil if nothing is known, or only for another context.
    ///
    /// - Parameter contextHash: The digest of what the suggestions depend on; nil for any.
    public func get(_ key: String, contextHash: String? = nil) async throws -> [JSONValue]? {
        let start = clock.secondsSince1970
        defer { times.add(clock.secondsSince1970 - start) }
        return try await run { client in
            guard let bytes = try await client.getBytes(keys.completion(key)),
                let entry = CompletionEntry(bytes)
            else {
                try await miss(key, outdated: [], client)
                return nil
            }
            if isOutdated(entry) {
                try await miss(key, outdated: bytes, client)
                return nil
            }
            if let contextHash, !contextHash.isEmpty, entry.contextHash != contextHash {
                try await miss(key, outdated: [], client)
                return nil
            }
            try await touch(entry, key, client)
            return entry.suggestions
        }
    }

    /// Remembers what was suggested, and forgets others if there are too many.
    public func put(
        _ key: String, _ suggestions: [JSONValue], contextHash: String? = nil,
        confidence: Double = 0
    ) async throws {
        let entry = CompletionEntry(
            key: key, suggestions: suggestions, now: now, confidenceScore: confidence,
            contextHash: contextHash ?? "")
        let text = entry.json.text()
        try await run(isRepeatable: true) { client in
            let size = try await client.run(
                CompletionScripts.put,
                keys: [keys.completion(key), keys.accessOrder, keys.hotKeys],
                arguments: [text, options.ttl.wholeMilliseconds, clock.secondsSince1970, key]
            ).wholeNumber
            if size > options.maximumSize { try await evict(sparing: key, client) }
        }
    }

    /// Returns what was suggested, or else what `body` suggests, which is remembered if it is anything.
    ///
    /// - Throws: What `body` throws; ``RedisError``.
    public func get(
        _ key: String, orPut body: @Sendable () async throws -> [JSONValue]
    ) async throws -> [JSONValue] {
        if let suggestions = try await get(key) { return suggestions }
        let suggestions = try await body()
        if !suggestions.isEmpty { try await put(key, suggestions) }
        return suggestions
    }

    /// Returns a key for what a function answers when it is called with arguments: the same in every
    /// process.
    public static func key(for function: String, _ arguments: JSONValue...) -> String {
        "\(function):\(MD5.hex(of: JSONValue.array(arguments).text(isASCII: true)))"
    }

    /// Forgets one completion; returns whether there was one.
    @discardableResult
    public func remove(_ key: String) async throws -> Bool {
        try await run(isRepeatable: true) { try await remove([key], $0) > 0 }
    }

    /// Forgets the completions whose keys have a text in them, all if it is nil; returns how many.
    @discardableResult
    public func invalidate(_ text: String? = nil) async throws -> Int {
        try await run(isRepeatable: true) { client in
            let entries = try await client.allKeys(
                matching: keys.completions(containing: text ?? ""))
            let told = try await told(client).filter { text.map($0.contains(exactly:)) ?? true }
            let names = Set(entries.map(keys.completion(of:))).union(told).sorted()
            return try await remove(names, client)
        }
    }

    /// The completions that the order or the set of hot ones tell of.
    func told(_ client: any RedisClient) async throws -> Set<String> {
        let order = try await client.send("ZRANGE", keys.accessOrder, 0, -1).texts
        return Set(order).union(try await client.smembers(keys.hotKeys))
    }

    /// Does something in the cache. Where the order is the list of the Python program's first version,
    /// it is made a sorted set before.
    func run<Result: Sendable>(
        isRepeatable: Bool = false, _ body: @Sendable (any RedisClient) async throws -> Result
    ) async throws -> Result {
        try await cache.run(isRepeatable: isRepeatable) { client in
            do {
                return try await body(client)
            } catch let error as RedisError where error.code == .wrongType {
                let converted = try await client.run(
                    CompletionScripts.convert, keys: [keys.accessOrder])
                guard try converted.wholeNumber == 1 else { throw error }
                return try await body(client)
            }
        }
    }

    var keys: CacheKeys { cache.keys }
    var clock: any LayerClock { cache.store.clock }
    var now: String { ISOTime.text(microsecondsSince1970: clock.microsecondsSince1970) }

    /// Returns how many seconds ago a time was; nil if it is none.
    func age(_ time: String) -> Double? {
        ISOTime.microseconds(of: time).map {
            Double(clock.microsecondsSince1970 - $0) / 1_000_000
        }
    }

    private func isOutdated(_ entry: CompletionEntry) -> Bool {
        guard options.strategy.endsByAge else { return false }
        guard let age = age(entry.createdAt) else { return true }
        return age > options.ttl / .seconds(1)
    }

    private func touch(
        _ entry: CompletionEntry, _ key: String, _ client: any RedisClient
    ) async throws {
        let ttl = options.strategy.isProlongedByUse ? options.ttl.wholeMilliseconds : 0
        try await client.run(
            CompletionScripts.touch,
            keys: [
                keys.completion(key), keys.accessOrder, keys.hotKeys,
                keys.statistic("total_requests"), keys.statistic("hits"),
            ],
            arguments: [
                entry.createdAt, now, clock.secondsSince1970, key, ttl, Self.usesOfHotKey,
            ])
    }

    private func miss(
        _ key: String, outdated: [UInt8], _ client: any RedisClient
    ) async throws {
        try await client.run(
            CompletionScripts.miss,
            keys: [
                keys.completion(key), keys.accessOrder, keys.hotKeys,
                keys.statistic("total_requests"), keys.statistic("misses"),
            ], arguments: [key, outdated])
    }
}

extension String {
    /// Returns whether a text is part of this one, byte for byte: as a server sees it.
    func contains(exactly text: String) -> Bool {
        let (bytes, part) = (Array(utf8), Array(text.utf8))
        guard bytes.count >= part.count else { return false }
        return (0...(bytes.count - part.count)).contains { bytes[$0...].starts(with: part) }
    }
}
