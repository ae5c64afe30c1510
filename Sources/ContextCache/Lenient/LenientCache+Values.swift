public import LayerSupport
public import MartletClient

/// Values.
extension LenientCache {
    /// Sets the value of a key; returns whether it was set.
    @discardableResult
    public func set(
        _ key: String, _ value: String, ttl: Duration? = nil, condition: SetCondition? = nil
    ) async -> Bool {
        await attempt(false) {
            try await cache.set(key, value, ttl: ttl, condition: condition)
        }
    }

    /// Sets the JSON of a key; returns whether it was set.
    @discardableResult
    public func setJSON(
        _ key: String, _ value: JSONValue, ttl: Duration? = nil, condition: SetCondition? = nil
    ) async -> Bool {
        await attempt(false) {
            try await cache.setJSON(key, value, ttl: ttl, condition: condition)
        }
    }

    /// Returns the value of a key; nil if there is none.
    public func get(_ key: String) async -> String? {
        await attempt(nil) { try await cache.get(key) }
    }

    /// Returns the JSON of a key; nil if there is none.
    public func getJSON(_ key: String) async -> JSONValue? {
        await attempt(nil) { try await cache.getJSON(key) }
    }

    /// Sets the value of a key, and returns the one before; nil if there was none.
    public func getSet(_ key: String, _ value: String) async -> String? {
        await attempt(nil) { try await cache.getSet(key, value) }
    }

    /// Removes keys; returns how many there were.
    @discardableResult
    public func delete(_ keys: String...) async -> Int {
        await attempt(0) { try await cache.delete(keys) }
    }

    /// Returns whether there is a key.
    public func exists(_ key: String) async -> Bool {
        await attempt(false) { try await cache.exists(key) }
    }

    /// Lets a key live for so long; returns whether there is one.
    @discardableResult
    public func expire(_ key: String, _ ttl: Duration) async -> Bool {
        await attempt(false) { try await cache.expire(key, ttl) }
    }

    /// Returns the seconds that a key has to live: -1 for ever, -2 if there is none.
    public func ttl(_ key: String) async -> Int {
        await attempt(-2) { try await cache.ttl(key) }
    }

    /// Adds to a counter, and returns the sum; 0 if it can't be done.
    @discardableResult
    public func incr(_ key: String, by amount: Int = 1) async -> Int {
        await attempt(0) { try await cache.incr(key, by: amount) }
    }

    /// Subtracts from a counter, and returns the difference; 0 if it can't be done.
    @discardableResult
    public func decr(_ key: String, by amount: Int = 1) async -> Int {
        await attempt(0) { try await cache.decr(key, by: amount) }
    }
}

/// Keys and locks.
extension LenientCache {
    /// Returns the keys that match a pattern, without the prefix.
    public func keys(_ pattern: String = "*") async -> [String] {
        await attempt([]) { try await cache.keys(pattern) }
    }

    /// Returns what the server tells of itself.
    public func info() async -> [String: String] {
        await attempt([:]) { try await cache.info() }
    }

    /// Takes a lock; returns the token, nil if it isn't free in time.
    public func acquireLock(
        _ name: String, lifetime: Duration = .seconds(10),
        waitingAtMost limit: Duration = .seconds(5)
    ) async -> String? {
        await attempt(nil) {
            try await cache.acquireLock(name, lifetime: lifetime, waitingAtMost: limit)
        }
    }

    /// Releases a lock; returns whether the token had it.
    @discardableResult
    public func releaseLock(_ name: String, _ token: String) async -> Bool {
        await attempt(false) { try await cache.releaseLock(name, token) }
    }

    /// Removes all keys of the database; returns whether it was done.
    @discardableResult
    public func flushDB() async -> Bool {
        await attempt(false) {
            try await cache.flushDB()
            return true
        }
    }
}
