public import LayerSupport
public import MartletClient

/// Values. All functions throw ``RedisError``.
extension ContextCache {
    /// Returns the value of a key as text, nil if there is none.
    public func get(_ key: String) async throws -> String? {
        try await getBytes(key).map { String(decoding: $0, as: UTF8.self) }
    }

    /// Returns the value of a key, nil if there is none.
    public func getBytes(_ key: String) async throws -> [UInt8]? {
        try await run(isRepeatable: true) { try await $0.getBytes(keys.key(key)) }
    }

    /// Sets the value of a key; returns whether it was set, which depends on the condition only.
    ///
    /// - Parameters:
    ///   - ttl: How long it lives: for ever if that is 0, and for ``defaultTTL`` if nothing is said.
    ///   - condition: Whether there has to be a value already, or must not be.
    @discardableResult
    public func set(
        _ key: String, _ value: some RedisArgument, ttl: Duration? = nil,
        condition: SetCondition? = nil
    ) async throws -> Bool {
        let expiry = expiry(ttl)
        return try await run(isRepeatable: condition == nil) { client in
            try await client.set(keys.key(key), value, expiry: expiry, condition: condition)
        }
    }

    /// Sets the value of a key, as ``set(_:_:ttl:condition:)`` does without expiry, and returns the one
    /// before.
    public func getSet(_ key: String, _ value: some RedisArgument) async throws -> String? {
        try await run { client in
            let old = try await client.send("GETSET", keys.key(key), value)
            return old.bytes.map { String(decoding: $0, as: UTF8.self) }
        }
    }

    /// Removes keys; returns how many there were.
    @discardableResult
    public func delete(_ names: String...) async throws -> Int {
        try await delete(names)
    }

    /// Removes keys; returns how many there were.
    @discardableResult
    public func delete(_ names: [String]) async throws -> Int {
        try await run { try await $0.del(names.map(keys.key)) }
    }

    /// Returns whether there is a key.
    public func exists(_ key: String) async throws -> Bool {
        try await run(isRepeatable: true) { try await $0.exists(keys.key(key)) }
    }

    /// Lets a key live for so long; returns whether there is one.
    @discardableResult
    public func expire(_ key: String, _ ttl: Duration) async throws -> Bool {
        try await run(isRepeatable: true) { try await $0.expire(keys.key(key), in: ttl) }
    }

    /// Returns the whole seconds that a key has to live: -1 for ever, -2 if there is none.
    public func ttl(_ key: String) async throws -> Int {
        try await run(isRepeatable: true) { client in
            try await client.send("TTL", keys.key(key)).wholeNumber
        }
    }

    /// Adds to the counter of a key, which begins at 0, and returns the sum.
    @discardableResult
    public func incr(_ key: String, by amount: Int = 1) async throws -> Int {
        try await run { try await $0.incr(keys.key(key), by: amount) }
    }

    /// Subtracts from the counter of a key, which begins at 0, and returns the difference.
    @discardableResult
    public func decr(_ key: String, by amount: Int = 1) async throws -> Int {
        try await run { try await $0.decr(keys.key(key), by: amount) }
    }

    func expiry(_ ttl: Duration?) -> Expiry? {
        let ttl = ttl ?? defaultTTL
        return ttl > .zero ? .after(ttl) : nil
    }
}

/// JSON: as Python's `json.dumps(value, ensure_ascii=False)` writes it.
extension ContextCache {
    /// Returns the JSON of a key, nil if there is none, or something else.
    public func getJSON(_ key: String) async throws -> JSONValue? {
        guard let bytes = try await getBytes(key) else { return nil }
        return try? JSONParser.value(of: bytes)
    }

    /// Sets the JSON of a key, as ``set(_:_:ttl:condition:)`` does.
    @discardableResult
    public func setJSON(
        _ key: String, _ value: JSONValue, ttl: Duration? = nil, condition: SetCondition? = nil
    ) async throws -> Bool {
        try await set(key, value.text(), ttl: ttl, condition: condition)
    }

    /// Returns the elements of a list from one index to another; one that is no JSON is a text.
    public func lrangeJSON(
        _ key: String, _ start: Int = 0, _ stop: Int = -1
    ) async throws -> [JSONValue] {
        try await lrange(key, start, stop).map { element in
            (try? JSONValue(parsing: element)) ?? .string(element)
        }
    }

    /// Adds JSON behind the last element of a list; returns the new length, 0 for no values.
    @discardableResult
    public func rpushJSON(_ key: String, _ values: JSONValue...) async throws -> Int {
        try await rpush(key, values.map { $0.text() })
    }

    /// Adds JSON before the first element of a list, one after the other; returns the new length, 0
    /// for no values.
    @discardableResult
    public func lpushJSON(_ key: String, _ values: JSONValue...) async throws -> Int {
        try await lpush(key, values.map { $0.text() })
    }

    /// Sets the JSON of a field of a hash; returns how many fields are new.
    @discardableResult
    public func hsetJSON(_ key: String, _ field: String, _ value: JSONValue) async throws -> Int {
        try await hset(key, field, value.text())
    }

    /// Returns the JSON of a field of a hash, nil if there is none, or something else.
    public func hgetJSON(_ key: String, _ field: String) async throws -> JSONValue? {
        guard let text = try await hget(key, field) else { return nil }
        return try? JSONValue(parsing: text)
    }

    /// Returns the JSON of a hash's fields; one that is no JSON is a text.
    public func hgetAllJSON(_ key: String) async throws -> [String: JSONValue] {
        try await hgetAll(key).mapValues { (try? JSONValue(parsing: $0)) ?? .string($0) }
    }
}

extension RESPValue {
    /// The integer of a reply.
    var wholeNumber: Int {
        get throws(RedisError) {
            guard let number = intValue else {
                throw RedisError(code: .unexpectedReply, message: "the reply is \(self)")
            }
            return number
        }
    }

    /// The texts of a reply; none for null.
    var texts: [String] {
        (elements ?? []).compactMap { element in
            element.bytes.map { String(decoding: $0, as: UTF8.self) }
        }
    }
}
