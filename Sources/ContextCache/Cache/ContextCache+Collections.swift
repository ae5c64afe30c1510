public import MartletClient

/// Lists. All functions throw ``RedisError``.
extension ContextCache {
    /// Adds values before the first of a list, one after the other; returns the new length, 0 for no
    /// values.
    @discardableResult
    public func lpush(_ key: String, _ values: String...) async throws -> Int {
        try await lpush(key, values)
    }

    /// Adds values before the first of a list, as above.
    @discardableResult
    public func lpush(_ key: String, _ values: [String]) async throws -> Int {
        try await push("LPUSH", key, values)
    }

    /// Adds values behind the last of a list; returns the new length, 0 for no values.
    @discardableResult
    public func rpush(_ key: String, _ values: String...) async throws -> Int {
        try await rpush(key, values)
    }

    /// Adds values behind the last of a list, as above.
    @discardableResult
    public func rpush(_ key: String, _ values: [String]) async throws -> Int {
        try await push("RPUSH", key, values)
    }

    /// Removes the first value of a list and returns it, nil if there is none.
    public func lpop(_ key: String) async throws -> String? {
        try await run { try await $0.lpop(keys.key(key)) }
    }

    /// Removes the first values of a list, up to so many, and returns them; nil if there are none.
    public func lpop(_ key: String, count: Int) async throws -> [String]? {
        try await run { try await $0.lpop(keys.key(key), count: count) }.nilIfEmpty
    }

    /// Removes the last value of a list and returns it, nil if there is none.
    public func rpop(_ key: String) async throws -> String? {
        try await run { try await $0.rpop(keys.key(key)) }
    }

    /// Removes the last values of a list, up to so many, and returns them, the last first; nil if
    /// there are none.
    public func rpop(_ key: String, count: Int) async throws -> [String]? {
        try await run { try await $0.rpop(keys.key(key), count: count) }.nilIfEmpty
    }

    /// Returns the values of a list from one index to another, both included.
    public func lrange(_ key: String, _ start: Int = 0, _ stop: Int = -1) async throws -> [String] {
        try await run(isRepeatable: true) { try await $0.lrange(keys.key(key), start, stop) }
    }

    /// Returns the length of a list.
    public func llen(_ key: String) async throws -> Int {
        try await run(isRepeatable: true) { try await $0.llen(keys.key(key)) }
    }

    /// Removes all values of a list but those from one index to another.
    public func ltrim(_ key: String, _ start: Int, _ stop: Int) async throws {
        try await run { try await $0.ltrim(keys.key(key), start, stop) }
    }

    /// Removes values of a list that are equal to one: so many from the beginning, from the end if
    /// negative, all if 0. Returns how many there were.
    @discardableResult
    public func lrem(_ key: String, _ count: Int, _ value: String) async throws -> Int {
        try await run { try await $0.lrem(keys.key(key), value, count: count) }
    }

    private func push(_ name: String, _ key: String, _ values: [String]) async throws -> Int {
        guard !values.isEmpty else { return 0 }
        return try await run { client in
            try await client.send(RedisCommand(name, with: [keys.key(key)] + values)).wholeNumber
        }
    }
}

/// Hashes.
extension ContextCache {
    /// Returns the value of a field, nil if there is none.
    public func hget(_ key: String, _ field: String) async throws -> String? {
        try await run(isRepeatable: true) { try await $0.hget(keys.key(key), field) }
    }

    /// Sets the value of a field; returns how many fields are new.
    @discardableResult
    public func hset(_ key: String, _ field: String, _ value: String) async throws -> Int {
        try await run { try await $0.hset(keys.key(key), field, value) ? 1 : 0 }
    }

    /// Sets the values of fields, in the order of their names; returns false if there are none.
    @discardableResult
    public func hmset(_ key: String, _ fields: [String: String]) async throws -> Bool {
        guard !fields.isEmpty else { return false }
        let words = fields.sorted { $0.key < $1.key }.flatMap { [$0.key, $0.value] }
        try await run(isRepeatable: true) { client in
            _ = try await client.send(RedisCommand("HSET", with: [keys.key(key)] + words))
        }
        return true
    }

    /// Returns all fields and their values.
    public func hgetAll(_ key: String) async throws -> [String: String] {
        try await run(isRepeatable: true) { try await $0.hgetAll(keys.key(key)) }
    }

    /// Removes fields; returns how many there were, 0 for no names.
    @discardableResult
    public func hdel(_ key: String, _ fields: String...) async throws -> Int {
        try await hdel(key, fields)
    }

    /// Does the same for a list of fields.
    @discardableResult
    public func hdel(_ key: String, _ fields: [String]) async throws -> Int {
        try await number("HDEL", key, fields)
    }

    /// Returns the number of fields.
    public func hlen(_ key: String) async throws -> Int {
        try await run(isRepeatable: true) { try await $0.hlen(keys.key(key)) }
    }

    /// Returns whether there is a field.
    public func hexists(_ key: String, _ field: String) async throws -> Bool {
        try await run(isRepeatable: true) { try await $0.hexists(keys.key(key), field) }
    }

    /// Returns the names of the fields.
    public func hkeys(_ key: String) async throws -> [String] {
        try await run(isRepeatable: true) { try await $0.hkeys(keys.key(key)) }
    }

    /// Returns the values of the fields.
    public func hvals(_ key: String) async throws -> [String] {
        try await run(isRepeatable: true) { try await $0.hvals(keys.key(key)) }
    }

    /// Adds to the counter of a field, which begins at 0, and returns the sum.
    @discardableResult
    public func hincr(_ key: String, _ field: String, by amount: Int = 1) async throws -> Int {
        try await run { try await $0.hincr(keys.key(key), field, by: amount) }
    }
}

/// Sets.
extension ContextCache {
    /// Adds members; returns how many are new, 0 for none.
    @discardableResult
    public func sadd(_ key: String, _ members: String...) async throws -> Int {
        try await sadd(key, members)
    }

    /// Does the same for a list of members.
    @discardableResult
    public func sadd(_ key: String, _ members: [String]) async throws -> Int {
        try await number("SADD", key, members)
    }

    /// Removes members; returns how many there were, 0 for none.
    @discardableResult
    public func srem(_ key: String, _ members: String...) async throws -> Int {
        try await srem(key, members)
    }

    /// Does the same for a list of members.
    @discardableResult
    public func srem(_ key: String, _ members: [String]) async throws -> Int {
        try await number("SREM", key, members)
    }

    /// Returns whether there is a member.
    public func sismember(_ key: String, _ member: String) async throws -> Bool {
        try await run(isRepeatable: true) { try await $0.sismember(keys.key(key), member) }
    }

    /// Returns all members.
    public func smembers(_ key: String) async throws -> Set<String> {
        Set(try await run(isRepeatable: true) { try await $0.smembers(keys.key(key)) })
    }

    /// Returns the number of members.
    public func scard(_ key: String) async throws -> Int {
        try await run(isRepeatable: true) { try await $0.scard(keys.key(key)) }
    }

    /// Sends a command that takes a key and words, and answers with a number; not without words.
    private func number(_ name: String, _ key: String, _ words: [String]) async throws -> Int {
        guard !words.isEmpty else { return 0 }
        return try await run { client in
            try await client.send(RedisCommand(name, with: [keys.key(key)] + words)).wholeNumber
        }
    }
}

/// Sorted sets.
extension ContextCache {
    /// Adds members with their scores, or changes the scores; returns how many are new, 0 for none.
    @discardableResult
    public func zadd(_ key: String, _ scores: [String: Double]) async throws -> Int {
        guard !scores.isEmpty else { return 0 }
        let members = scores.sorted { $0.key < $1.key }.map {
            ScoredMember(bytes: Array($0.key.utf8), score: $0.value)
        }
        return try await run { try await $0.zadd(keys.key(key), members) }
    }

    /// Returns the members whose scores are between two bounds, with their scores, the lowest first.
    public func zrangebyscore(
        _ key: String, from lower: ScoreBound = .min, to upper: ScoreBound = .max,
        count: Int? = nil
    ) async throws -> [ScoredMember] {
        try await run(isRepeatable: true) { client in
            try await client.zrangebyscore(keys.key(key), from: lower, to: upper, count: count)
        }
    }

    /// Removes members; returns how many there were, 0 for none.
    @discardableResult
    public func zrem(_ key: String, _ members: String...) async throws -> Int {
        try await number("ZREM", key, members)
    }

    /// Returns the score of a member, nil if there is none.
    public func zscore(_ key: String, _ member: String) async throws -> Double? {
        try await run(isRepeatable: true) { try await $0.zscore(keys.key(key), member) }
    }

    /// Returns the number of members.
    public func zcard(_ key: String) async throws -> Int {
        try await run(isRepeatable: true) { try await $0.zcard(keys.key(key)) }
    }
}

extension Array {
    /// The elements, nil if there are none.
    var nilIfEmpty: Self? { isEmpty ? nil : self }
}
