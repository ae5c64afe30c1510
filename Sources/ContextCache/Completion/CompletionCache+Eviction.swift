import LayerSupport
import MartletClient

/// Forgetting.
extension CompletionCache {
    /// How many completions a command or script takes at most.
    static let pageSize = 100

    /// Removes entries until there are no more than may be, in one pass over them.
    ///
    /// - Parameter newest: The completion that was just put, which stays.
    func evict(sparing newest: String, _ client: any RedisClient) async throws {
        try await forgetMissing(client)
        let order = try await client.send("ZRANGE", keys.accessOrder, 0, -1).texts
        let hot: Set<String> =
            options.strategy.sparesHotKeys
            ? Set(try await client.smembers(keys.hotKeys)) : []
        let victims = Self.victims(
            of: order, hot: hot, newest: newest, maximumSize: options.maximumSize)
        _ = try await remove(victims, isEviction: true, client)
    }

    /// Returns which completions to remove of those there are, in the order of their last use.
    ///
    /// Hot ones are spared, until there are a fifth more than may be.
    static func victims(
        of order: [String], hot: Set<String>, newest: String, maximumSize: Int
    ) -> [String] {
        let excess = max(0, order.count - maximumSize)
        let candidates = order.filter { $0 != newest }
        let cold = candidates.filter { !hot.contains($0) }.prefix(excess)
        let most = maximumSize + maximumSize / 5
        let stillTooMany = max(0, order.count - cold.count - most)
        return Array(cold) + candidates.filter(hot.contains).prefix(stillTooMany)
    }

    /// Removes entries and what tells of them; returns how many there were.
    ///
    /// - Parameter isEviction: Whether they had to give way to others, which is counted.
    func remove(
        _ names: [String], isEviction: Bool = false, _ client: any RedisClient
    ) async throws -> Int {
        var count = 0
        for page in names.pages(of: Self.pageSize) {
            count += try await client.run(
                CompletionScripts.remove,
                keys: [keys.accessOrder, keys.hotKeys, keys.statistic("evictions")]
                    + page.map { keys.completion($0) },
                arguments: [isEviction ? 1 : 0] + Array(page)
            ).wholeNumber
        }
        return count
    }

    /// Removes what tells of completions whose entries have expired; returns how many those were.
    @discardableResult
    func forgetMissing(_ client: any RedisClient) async throws -> Int {
        var count = 0
        for page in try await told(client).sorted().pages(of: Self.pageSize) {
            count += try await client.run(
                CompletionScripts.forget,
                keys: [keys.accessOrder, keys.hotKeys] + page.map { keys.completion($0) },
                arguments: Array(page)
            ).wholeNumber
        }
        return count
    }

    /// What an optimization removed.
    public struct Optimization: Hashable, Sendable {
        /// How many entries were too old.
        public var entries = 0
        /// How many documents' contexts were too old.
        public var contexts = 0
        /// How many completions were only told of.
        public var forgotten = 0
    }

    /// Removes entries that are older than twice their time to live, contexts older than an hour, and
    /// what tells of completions that are gone.
    ///
    /// - Throws: ``RedisError``.
    @discardableResult
    public func optimize() async throws -> Optimization {
        try await run(isRepeatable: true) { client in
            let limit = options.ttl * 2 / .seconds(1)
            let entries = try await old(keys.completions(), limit, client) { json in
                let isByAge = options.strategy.endsByAge
                return json[isByAge ? "created_at" : "last_accessed"]?.stringValue
            }
            let contexts = try await old(
                keys.precomputedContexts, Self.contextTTL / .seconds(1), client
            ) { $0["computed_at"]?.stringValue }
            var result = Optimization()
            result.entries = try await remove(
                entries.map(keys.completion(of:)), client)
            result.contexts = try await client.del(contexts)
            result.forgotten = try await forgetMissing(client)
            return result
        }
    }

    /// Returns the keys that match a pattern and whose JSON tells of a time so many seconds ago, or of
    /// none.
    private func old(
        _ pattern: String, _ limit: Double, _ client: any RedisClient,
        _ time: (JSONValue) -> String?
    ) async throws -> [String] {
        var old: [String] = []
        for page in try await client.allKeys(matching: pattern).pages(of: Self.pageSize) {
            let values = try await client.mgetBytes(Array(page))
            for (key, bytes) in zip(page, values) {
                guard let bytes else { continue }
                let json = (try? JSONParser.value(of: bytes)) ?? .null
                guard let age = time(json).flatMap(age), age <= limit else {
                    old.append(key)
                    continue
                }
            }
        }
        return old
    }
}
