public import LayerSupport

/// Lists.
extension LenientCache {
    /// Adds values before the first of a list; returns the new length, 0 for no values.
    @discardableResult
    public func lpush(_ key: String, _ values: String...) async -> Int {
        await attempt(0) { try await cache.lpush(key, values) }
    }

    /// Adds values behind the last of a list; returns the new length, 0 for no values.
    @discardableResult
    public func rpush(_ key: String, _ values: String...) async -> Int {
        await attempt(0) { try await cache.rpush(key, values) }
    }

    /// Removes the first value of a list and returns it; nil if there is none.
    public func lpop(_ key: String) async -> String? {
        await attempt(nil) { try await cache.lpop(key) }
    }

    /// Removes the first values of a list; nil if there are none.
    public func lpop(_ key: String, count: Int) async -> [String]? {
        await attempt(nil) { try await cache.lpop(key, count: count) }
    }

    /// Removes the last value of a list and returns it; nil if there is none.
    public func rpop(_ key: String) async -> String? {
        await attempt(nil) { try await cache.rpop(key) }
    }

    /// Removes the last values of a list; nil if there are none.
    public func rpop(_ key: String, count: Int) async -> [String]? {
        await attempt(nil) { try await cache.rpop(key, count: count) }
    }

    /// Returns the values of a list from one index to another.
    public func lrange(_ key: String, _ start: Int = 0, _ stop: Int = -1) async -> [String] {
        await attempt([]) { try await cache.lrange(key, start, stop) }
    }

    /// Returns the JSON of a list from one index to another; what is no JSON is a text.
    public func lrangeJSON(_ key: String, _ start: Int = 0, _ stop: Int = -1) async -> [JSONValue] {
        await attempt([]) { try await cache.lrangeJSON(key, start, stop) }
    }

    /// Returns the length of a list.
    public func llen(_ key: String) async -> Int {
        await attempt(0) { try await cache.llen(key) }
    }

    /// Removes all values of a list but those from one index to another; returns whether it was done.
    @discardableResult
    public func ltrim(_ key: String, _ start: Int, _ stop: Int) async -> Bool {
        await attempt(false) {
            try await cache.ltrim(key, start, stop)
            return true
        }
    }

    /// Adds JSON behind the last element of a list; returns the new length, 0 for no values.
    @discardableResult
    public func rpushJSON(_ key: String, _ values: JSONValue...) async -> Int {
        await attempt(0) { try await cache.rpush(key, values.map { $0.text() }) }
    }
}

/// Hashes and sets.
extension LenientCache {
    /// Returns the value of a field; nil if there is none.
    public func hget(_ key: String, _ field: String) async -> String? {
        await attempt(nil) { try await cache.hget(key, field) }
    }

    /// Sets the value of a field; returns how many fields are new.
    @discardableResult
    public func hset(_ key: String, _ field: String, _ value: String) async -> Int {
        await attempt(0) { try await cache.hset(key, field, value) }
    }

    /// Sets the values of fields; returns false if there are none.
    @discardableResult
    public func hmset(_ key: String, _ fields: [String: String]) async -> Bool {
        await attempt(false) { try await cache.hmset(key, fields) }
    }

    /// Returns all fields and their values.
    public func hgetAll(_ key: String) async -> [String: String] {
        await attempt([:]) { try await cache.hgetAll(key) }
    }

    /// Returns the number of fields.
    public func hlen(_ key: String) async -> Int {
        await attempt(0) { try await cache.hlen(key) }
    }

    /// Returns whether there is a field.
    public func hexists(_ key: String, _ field: String) async -> Bool {
        await attempt(false) { try await cache.hexists(key, field) }
    }

    /// Returns whether there is a member.
    public func sismember(_ key: String, _ member: String) async -> Bool {
        await attempt(false) { try await cache.sismember(key, member) }
    }

    /// Returns all members.
    public func smembers(_ key: String) async -> Set<String> {
        await attempt([]) { try await cache.smembers(key) }
    }

    /// Returns the number of members.
    public func scard(_ key: String) async -> Int {
        await attempt(0) { try await cache.scard(key) }
    }

    /// Removes fields; returns how many there were.
    @discardableResult
    public func hdel(_ key: String, _ fields: String...) async -> Int {
        await attempt(0) { try await cache.hdel(key, fields) }
    }

    /// Adds members; returns how many are new.
    @discardableResult
    public func sadd(_ key: String, _ members: String...) async -> Int {
        await attempt(0) { try await cache.sadd(key, members) }
    }

    /// Removes members; returns how many there were.
    @discardableResult
    public func srem(_ key: String, _ members: String...) async -> Int {
        await attempt(0) { try await cache.srem(key, members) }
    }
}
