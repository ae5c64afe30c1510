/// Hashes.
extension RedisCommand {
    /// HSET: sets a field of a hash.
    public static func hset(
        _ key: String, _ field: String, _ value: some RedisArgument
    ) -> RedisCommand {
        RedisCommand("HSET", key, field, value)
    }

    /// HSET: sets fields of a hash, all at once. There has to be one at least.
    public static func hset(
        _ key: String, _ fields: [(field: String, value: any RedisArgument)]
    ) -> RedisCommand {
        RedisCommand("HSET", with: [key] + fields.flatMap { [$0.field, $0.value] })
    }

    /// HSETNX: sets a field of a hash if there is no such field.
    public static func hsetnx(
        _ key: String, _ field: String, _ value: some RedisArgument
    ) -> RedisCommand {
        RedisCommand("HSETNX", key, field, value)
    }

    /// HGET: the value of a field.
    public static func hget(_ key: String, _ field: String) -> RedisCommand {
        RedisCommand("HGET", key, field)
    }

    /// HMGET: the values of fields.
    public static func hmget(_ key: String, _ fields: [String]) -> RedisCommand {
        RedisCommand("HMGET", with: [key] + fields)
    }

    /// HGETALL: all fields with their values.
    public static func hgetAll(_ key: String) -> RedisCommand {
        RedisCommand("HGETALL", key)
    }

    /// HDEL: removes fields of a hash.
    public static func hdel(_ key: String, _ fields: String...) -> RedisCommand {
        RedisCommand("HDEL", with: [key] + fields)
    }

    /// HINCRBY: adds to the integer of a field.
    public static func hincr(_ key: String, _ field: String, by amount: Int = 1) -> RedisCommand {
        RedisCommand("HINCRBY", key, field, amount)
    }
}

/// Hashes.
extension RedisCommandRunner {
    /// Sets a field of a hash; returns whether the field is new.
    @discardableResult
    public func hset(
        _ key: String, _ field: String, _ value: some RedisArgument
    ) async throws -> Bool {
        try await reply(to: .hset(key, field, value)).integer() == 1
    }

    /// Sets fields of a hash, all at once, and returns how many fields are new.
    @discardableResult
    public func hset(
        _ key: String, _ fields: [(field: String, value: any RedisArgument)]
    ) async throws -> Int {
        guard !fields.isEmpty else { return 0 }
        return try await reply(to: .hset(key, fields)).integer()
    }

    /// Sets a field of a hash if there is no such field; returns whether there was none.
    @discardableResult
    public func hsetnx(
        _ key: String, _ field: String, _ value: some RedisArgument
    ) async throws -> Bool {
        try await reply(to: .hsetnx(key, field, value)).integer() == 1
    }

    /// Returns the value of a field as text, nil if there is none.
    public func hget(_ key: String, _ field: String) async throws -> String? {
        try await reply(to: .hget(key, field)).optionalString()
    }

    /// Returns the value of a field, nil if there is none.
    public func hgetBytes(_ key: String, _ field: String) async throws -> [UInt8]? {
        try await reply(to: .hget(key, field)).optionalBytes()
    }

    /// Returns the values of fields as texts, in their order; nil where there is none.
    public func hmget(_ key: String, _ fields: [String]) async throws -> [String?] {
        guard !fields.isEmpty else { return [] }
        return try await reply(to: .hmget(key, fields)).optionalStrings()
    }

    /// Returns the fields of a hash with their values, as texts.
    public func hgetAll(_ key: String) async throws -> [String: String] {
        try await hgetAllBytes(key).mapValues { String(decoding: $0, as: UTF8.self) }
    }

    /// Returns the fields of a hash with their values.
    public func hgetAllBytes(_ key: String) async throws -> [String: [UInt8]] {
        let reply = try await reply(to: .hgetAll(key)).get()
        guard let pairs = reply.pairs else { throw RedisError.unexpected(reply) }
        var fields: [String: [UInt8]] = [:]
        for pair in pairs { fields[try pair.key.string()] = try pair.value.optionalBytes() }
        return fields
    }

    /// Removes fields of a hash; returns how many there were.
    @discardableResult
    public func hdel(_ key: String, _ fields: String...) async throws -> Int {
        guard !fields.isEmpty else { return 0 }
        return try await reply(to: RedisCommand("HDEL", with: [key] + fields)).integer()
    }

    /// Returns whether a hash has a field.
    public func hexists(_ key: String, _ field: String) async throws -> Bool {
        try await reply(to: RedisCommand("HEXISTS", key, field)).integer() == 1
    }

    /// Returns the number of fields, 0 if there is no hash.
    public func hlen(_ key: String) async throws -> Int {
        try await reply(to: RedisCommand("HLEN", key)).integer()
    }

    /// Returns the length of the value of a field in bytes, 0 if there is none.
    public func hstrlen(_ key: String, _ field: String) async throws -> Int {
        try await reply(to: RedisCommand("HSTRLEN", key, field)).integer()
    }

    /// Returns the fields of a hash.
    public func hkeys(_ key: String) async throws -> [String] {
        try await reply(to: RedisCommand("HKEYS", key)).strings()
    }

    /// Returns the values of the fields of a hash.
    public func hvals(_ key: String) async throws -> [String] {
        try await reply(to: RedisCommand("HVALS", key)).strings()
    }

    /// Adds to the integer of a field, which begins at 0, and returns the sum.
    @discardableResult
    public func hincr(_ key: String, _ field: String, by amount: Int = 1) async throws -> Int {
        try await reply(to: .hincr(key, field, by: amount)).integer()
    }
}
