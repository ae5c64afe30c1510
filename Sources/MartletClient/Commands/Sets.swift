/// Sets.
extension RedisCommand {
    /// SADD: adds members to a set.
    public static func sadd(_ key: String, _ members: any RedisArgument...) -> RedisCommand {
        RedisCommand("SADD", with: [key] + members)
    }

    /// SREM: removes members of a set.
    public static func srem(_ key: String, _ members: any RedisArgument...) -> RedisCommand {
        RedisCommand("SREM", with: [key] + members)
    }
}

/// Sets.
extension RedisCommandRunner {
    /// Adds members to a set; returns how many are new.
    @discardableResult
    public func sadd(_ key: String, _ members: any RedisArgument...) async throws -> Int {
        try await reply(to: RedisCommand("SADD", with: [key] + members)).integer()
    }

    /// Removes members of a set; returns how many there were.
    @discardableResult
    public func srem(_ key: String, _ members: any RedisArgument...) async throws -> Int {
        try await reply(to: RedisCommand("SREM", with: [key] + members)).integer()
    }

    /// Returns whether a set has a member.
    public func sismember(_ key: String, _ member: some RedisArgument) async throws -> Bool {
        try await reply(to: RedisCommand("SISMEMBER", key, member)).integer() == 1
    }

    /// Returns the members of a set as texts, in no order.
    public func smembers(_ key: String) async throws -> [String] {
        try await reply(to: RedisCommand("SMEMBERS", key)).strings()
    }

    /// Returns the number of members, 0 if there is no set.
    public func scard(_ key: String) async throws -> Int {
        try await reply(to: RedisCommand("SCARD", key)).integer()
    }
}
