public import MartletClient
import MartletRESP

/// Keys, scripts and messages. All functions throw ``RedisError``.
extension ContextCache {
    /// Returns the keys that match a pattern, without the prefix, in order. They are read a piece at a
    /// time, so nobody waits for it.
    public func keys(_ pattern: String = "*") async throws -> [String] {
        let found = try await run(isRepeatable: true) { client in
            try await client.allKeys(matching: keys.pattern(pattern))
        }
        return found.map(keys.name)
    }

    /// Removes all keys of the database, those of others too.
    public func flushDB() async throws {
        try await run(isRepeatable: true) { client in
            for shard in try await client.shards { try await shard.flushDB() }
        }
    }

    /// Removes all keys that begin with the prefix; returns how many there were.
    @discardableResult
    public func removeAll() async throws -> Int {
        try await run(isRepeatable: true) { client in
            var count = 0
            for try await page in client.scan(match: keys.pattern("*"), count: 1000) {
                count += try await client.del(page)
            }
            return count
        }
    }

    /// Runs a script; returns what it returns. In a cluster its keys have to be in one slot.
    @discardableResult
    public func run(
        _ script: RedisScript, keys names: [String], arguments: [any RedisArgument] = []
    ) async throws -> RESPValue {
        try await run { client in
            try await client.run(script, keys: names.map(keys.key), arguments: arguments)
        }
    }

    /// Adds a value behind the last of a list, lets the list live for so long, and returns its length:
    /// all in one step.
    @discardableResult
    public func rpushExpireLlen(
        _ key: String, _ value: String, ttl: Duration
    ) async throws -> Int {
        try await run(
            CacheScripts.push, keys: [key], arguments: [value, ttl.wholeMilliseconds]
        ).wholeNumber
    }

    /// Sends a message to a channel, whose name gets the prefix; returns how many subscriptions it went
    /// to.
    @discardableResult
    public func publish(_ message: String, to channel: String) async throws -> Int {
        try await run { try await $0.publish(message, to: keys.key(channel)) }
    }

    /// Asks for the messages on channels, whose names get the prefix.
    public func subscribe(to channels: String...) async throws -> RedisSubscription {
        try await run { try await $0.subscribe(to: channels.map(keys.key)) }
    }

    /// Runs commands in one go, as one if `isTransaction`; their keys are whole keys, as ``keys``
    /// makes them.
    public func pipeline(
        _ commands: [RedisCommand], isTransaction: Bool = true
    ) async throws -> [RESPValue] {
        try await run { client in
            isTransaction
                ? try await client.transaction(commands) : try await client.replies(to: commands)
        }
    }
}

extension RedisClient {
    /// Returns the keys that match a pattern, each once, in order.
    func allKeys(matching pattern: String) async throws -> [String] {
        var found: Set<String> = []
        for try await page in scan(match: pattern, count: 1000) { found.formUnion(page) }
        return found.sorted()
    }
}

enum CacheScripts {
    /// Adds ARGV[1] behind the last element, renews the time to live of ARGV[2] milliseconds, and
    /// returns the length.
    static let push = RedisScript(
        """
        local length = redis.call('RPUSH', KEYS[1], ARGV[1])
        redis.call('PEXPIRE', KEYS[1], ARGV[2])
        return length
        """)
}
