import LayerSupport
import MartletClient
import Synchronization

/// Statistics. All functions throw ``RedisError``.
extension CompletionCache {
    /// What a completion cache tells of itself.
    public struct Statistics: Hashable, Sendable {
        /// Whether the data are on the server; else they are in this process.
        public var isConnected: Bool
        /// How many entries there may be.
        public var maximumSize: Int
        /// How many requests there were of all instances.
        public var totalRequests: Int
        /// How many of them found something.
        public var hits: Int
        /// How many of them found nothing.
        public var misses: Int
        /// How many entries had to give way to others.
        public var evictions: Int
        /// How many entries there are, those included that expired short ago.
        public var size: Int
        /// How many of them are hot.
        public var hotKeys: Int
        /// How many documents' contexts are kept.
        public var precomputedContexts: Int
        /// How long this instance's requests take: a mean in which the last counts a tenth.
        public var averageResponseMilliseconds: Double

        /// How many of a hundred requests find something, to two digits.
        public var hitRate: Double {
            guard totalRequests > 0 else { return 0 }
            return (Double(hits) / Double(totalRequests) * 10_000).rounded() / 100
        }
    }

    /// Counts what there is and what happened, of all instances.
    public func statistics() async throws -> Statistics {
        try await run(isRepeatable: true) { client in
            let names = ["total_requests", "hits", "misses", "evictions"]
            let counters = try await client.mget(names.map(keys.statistic)).map {
                $0.flatMap { Int($0) } ?? 0
            }
            let contexts = try await client.allKeys(matching: keys.precomputedContexts)
            return Statistics(
                isConnected: cache.store.isConnected, maximumSize: options.maximumSize,
                totalRequests: counters[0], hits: counters[1], misses: counters[2],
                evictions: counters[3], size: try await client.zcard(keys.accessOrder),
                hotKeys: try await client.scard(keys.hotKeys),
                precomputedContexts: contexts.count,
                averageResponseMilliseconds: times.milliseconds)
        }
    }

    /// A completion that is used often, without what it is about.
    public struct HotPattern: Hashable, Sendable {
        /// The MD5 of the key.
        public var keyHash: String
        /// How often it was used.
        public var accessCount: Int
        /// How sure the suggestions are.
        public var confidenceScore: Double
        /// Of what kind each suggestion is: `unknown` if it doesn't tell.
        public var suggestionTypes: [String]

        /// How many suggestions there are.
        public var suggestionCount: Int { suggestionTypes.count }

        init(_ entry: CompletionEntry) {
            keyHash = MD5.hex(of: entry.key)
            accessCount = entry.accessCount
            confidenceScore = entry.confidenceScore
            suggestionTypes = entry.suggestions.map { suggestion in
                let type = suggestion["completion_type"]
                return type?.stringValue ?? type?["value"]?.stringValue ?? "unknown"
            }
        }
    }

    /// Returns the completions that are used often, those used most first.
    public func hotPatterns() async throws -> [HotPattern] {
        let entries = try await run(isRepeatable: true) { client in
            var entries: [CompletionEntry] = []
            let hot = try await client.smembers(keys.hotKeys).sorted()
            for page in hot.pages(of: Self.pageSize) {
                let values = try await client.mgetBytes(page.map { keys.completion($0) })
                entries += values.compactMap { $0.flatMap(CompletionEntry.init) }
            }
            return entries
        }
        return entries.map(HotPattern.init).sorted {
            ($1.accessCount, $0.keyHash) < ($0.accessCount, $1.keyHash)
        }
    }
}

/// How long requests take.
final class ResponseTimes: Sendable {
    private let average = Mutex<Double?>(nil)

    /// The mean, of which the last request makes a tenth; 0 without requests.
    var milliseconds: Double {
        let seconds = average.withLock { $0 ?? 0 }
        return (seconds * 100_000).rounded() / 100
    }

    func add(_ seconds: Double) {
        average.withLock { average in
            average = average.map { 0.9 * $0 + 0.1 * seconds } ?? seconds
        }
    }
}
