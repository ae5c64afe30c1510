import MartletRESP

/// Keys.
extension RedisCommand {
    /// DEL: removes keys.
    public static func del(_ keys: String...) -> RedisCommand {
        RedisCommand("DEL", with: keys)
    }

    /// DEL: removes keys.
    public static func del(_ keys: [String]) -> RedisCommand {
        RedisCommand("DEL", with: keys)
    }

    /// EXISTS: how many of some keys there are.
    public static func exists(_ keys: String...) -> RedisCommand {
        RedisCommand("EXISTS", with: keys)
    }

    /// EXPIRE or PEXPIRE: makes a key expire after so much time, rounded up to the millisecond.
    public static func expire(_ key: String, in duration: Duration) -> RedisCommand {
        let milliseconds = duration.wholeMilliseconds
        return milliseconds.isMultiple(of: 1000)
            ? RedisCommand("EXPIRE", key, milliseconds / 1000)
            : RedisCommand("PEXPIRE", key, milliseconds)
    }

    /// PEXPIREAT: makes a key expire at so many milliseconds since 1970.
    public static func expire(
        _ key: String, atMillisecondsSince1970 milliseconds: Int
    ) -> RedisCommand {
        RedisCommand("PEXPIREAT", key, milliseconds)
    }

    /// PERSIST: makes a key last.
    public static func persist(_ key: String) -> RedisCommand {
        RedisCommand("PERSIST", key)
    }

    /// PTTL: how many milliseconds a key has to live.
    public static func pttl(_ key: String) -> RedisCommand {
        RedisCommand("PTTL", key)
    }

    /// TYPE: the type of the value at a key.
    public static func type(of key: String) -> RedisCommand {
        RedisCommand("TYPE", key)
    }

    /// RENAME: gives the value at a key and its expiry to another key.
    public static func rename(_ key: String, to newKey: String) -> RedisCommand {
        RedisCommand("RENAME", key, newKey)
    }
}

/// Keys.
extension RedisCommandRunner {
    /// Removes keys; returns how many there were. In a cluster they may be anywhere.
    @discardableResult
    public func del(_ keys: String...) async throws -> Int {
        try await del(keys)
    }

    /// Removes keys; returns how many there were. In a cluster they may be anywhere.
    @discardableResult
    public func del(_ keys: [String]) async throws -> Int {
        guard !keys.isEmpty else { return 0 }
        return try await reply(to: .del(keys)).integer()
    }

    /// Returns whether there is a key.
    public func exists(_ key: String) async throws -> Bool {
        try await reply(to: .exists(key)).integer() == 1
    }

    /// Returns how many of some keys there are. In a cluster they may be anywhere.
    public func count(of keys: [String]) async throws -> Int {
        guard !keys.isEmpty else { return 0 }
        return try await reply(to: RedisCommand("EXISTS", with: keys)).integer()
    }

    /// Makes a key expire after so much time, rounded up to the millisecond; returns whether there is
    /// such a key. Time that isn't positive removes it.
    @discardableResult
    public func expire(_ key: String, in duration: Duration) async throws -> Bool {
        try await reply(to: .expire(key, in: duration)).integer() == 1
    }

    /// Makes a key expire at so many milliseconds since 1970; returns whether there is such a key.
    @discardableResult
    public func expire(
        _ key: String, atMillisecondsSince1970 milliseconds: Int
    ) async throws -> Bool {
        let command = RedisCommand.expire(key, atMillisecondsSince1970: milliseconds)
        return try await reply(to: command).integer() == 1
    }

    /// Makes a key last; returns whether it would have expired.
    @discardableResult
    public func persist(_ key: String) async throws -> Bool {
        try await reply(to: .persist(key)).integer() == 1
    }

    /// Returns how long a key has to live, to the millisecond.
    public func ttl(_ key: String) async throws -> TTL {
        switch try await reply(to: .pttl(key)).integer() {
        case -2: .missing
        case -1: .never
        case let milliseconds: .after(.milliseconds(milliseconds))
        }
    }

    /// Returns the type of the value at a key, such as `string` or `list`; nil if there is none.
    public func type(of key: String) async throws -> String? {
        let name = try await reply(to: .type(of: key)).string()
        return name == "none" ? nil : name
    }

    /// Gives the value at a key and its expiry to another key, whatever was there. In a cluster both
    /// have to be in one slot.
    ///
    /// - Throws: ``RedisError`` if there is no such key.
    public func rename(_ key: String, to newKey: String) async throws {
        try await send(.rename(key, to: newKey))
    }

    /// Returns the keys that match a pattern such as `user:*`, in no order. Takes time for each key
    /// that there is, all at once: ``RedisClient/scan(match:count:type:)`` doesn't.
    public func keys(_ pattern: String = "*") async throws -> [String] {
        try await reply(to: RedisCommand("KEYS", pattern)).strings()
    }

    /// Returns the number of keys in the database.
    public func dbSize() async throws -> Int {
        try await reply(to: RedisCommand("DBSIZE")).integer()
    }

    /// Removes every key of the database.
    public func flushDB() async throws {
        try await send("FLUSHDB")
    }
}
