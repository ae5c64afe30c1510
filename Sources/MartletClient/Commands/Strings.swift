import MartletRESP

/// Strings.
extension RedisCommand {
    /// GET: the string at a key.
    public static func get(_ key: String) -> RedisCommand {
        RedisCommand(arguments: [Array("GET".utf8), Array(key.utf8)])
    }

    /// SET: stores a value at a key, whatever was there.
    ///
    /// - Parameters:
    ///   - expiry: When the key expires; never if nil.
    ///   - condition: On what it depends whether the value is stored.
    ///   - returningOld: Whether the reply is the string that was there, instead of `OK`.
    public static func set(
        _ key: String, _ value: some RedisArgument, expiry: Expiry? = nil,
        condition: SetCondition? = nil, returningOld: Bool = false
    ) -> RedisCommand {
        var command = RedisCommand(
            arguments: [Array("SET".utf8), Array(key.utf8), value.redisBytes])
        if let condition { command.append(condition.rawValue) }
        if returningOld { command.append("GET") }
        expiry?.append(to: &command)
        return command
    }

    /// GETDEL: the string at a key, which is removed.
    public static func getDel(_ key: String) -> RedisCommand {
        RedisCommand("GETDEL", key)
    }

    /// MGET: the strings at keys.
    public static func mget(_ keys: [String]) -> RedisCommand {
        RedisCommand("MGET", with: keys)
    }

    /// MSET: stores values at keys, all at once.
    public static func mset(_ pairs: [(key: String, value: any RedisArgument)]) -> RedisCommand {
        RedisCommand("MSET", with: pairs.flatMap { [$0.key, $0.value] })
    }

    /// INCRBY: adds to the integer at a key.
    public static func incr(_ key: String, by amount: Int = 1) -> RedisCommand {
        RedisCommand("INCRBY", key, amount)
    }

    /// DECRBY: subtracts from the integer at a key.
    public static func decr(_ key: String, by amount: Int = 1) -> RedisCommand {
        RedisCommand("DECRBY", key, amount)
    }

    /// APPEND: appends to the string at a key.
    public static func append(_ value: some RedisArgument, to key: String) -> RedisCommand {
        RedisCommand("APPEND", key, value)
    }
}

/// Strings.
extension RedisCommandRunner {
    /// Returns the string at a key as text, nil if there is none. Bytes that are not UTF-8 are
    /// replaced; ``getBytes(_:)`` returns them as they are.
    public func get(_ key: String) async throws -> String? {
        try await reply(to: .get(key)).optionalString()
    }

    /// Returns the string at a key, nil if there is none.
    public func getBytes(_ key: String) async throws -> [UInt8]? {
        try await reply(to: .get(key)).optionalBytes()
    }

    /// Stores a value at a key, whatever was there; returns whether it was stored, which depends on
    /// the condition only.
    ///
    /// - Parameter expiry: When the key expires; never if nil.
    @discardableResult
    public func set(
        _ key: String, _ value: some RedisArgument, expiry: Expiry? = nil,
        condition: SetCondition? = nil
    ) async throws -> Bool {
        let command = RedisCommand.set(key, value, expiry: expiry, condition: condition)
        return try await !reply(to: command).get().isNull
    }

    /// Stores a value at a key, and returns the string that was there, nil if none was.
    ///
    /// - Parameter expiry: When the key expires; never if nil.
    public func getSet(
        _ key: String, _ value: some RedisArgument, expiry: Expiry? = nil
    ) async throws -> String? {
        let command = RedisCommand.set(key, value, expiry: expiry, returningOld: true)
        return try await reply(to: command).optionalString()
    }

    /// Removes a key, and returns the string that was there, nil if none was.
    public func getDel(_ key: String) async throws -> String? {
        try await reply(to: .getDel(key)).optionalString()
    }

    /// Returns the strings at keys as texts, in their order; nil where there is none. In a cluster the
    /// keys may be anywhere.
    public func mget(_ keys: [String]) async throws -> [String?] {
        try await mgetBytes(keys).map { $0.map { String(decoding: $0, as: UTF8.self) } }
    }

    /// Returns the strings at keys, in their order; nil where there is none. In a cluster the keys may
    /// be anywhere.
    public func mgetBytes(_ keys: [String]) async throws -> [[UInt8]?] {
        guard !keys.isEmpty else { return [] }
        return try await reply(to: .mget(keys)).list().map { try $0.optionalBytes() }
    }

    /// Stores values at keys, all at once.
    public func mset(_ pairs: [(key: String, value: any RedisArgument)]) async throws {
        guard !pairs.isEmpty else { return }
        try await send(.mset(pairs))
    }

    /// Adds to the integer at a key, which begins at 0, and returns the sum.
    @discardableResult
    public func incr(_ key: String, by amount: Int = 1) async throws -> Int {
        try await reply(to: .incr(key, by: amount)).integer()
    }

    /// Subtracts from the integer at a key, which begins at 0, and returns the difference.
    @discardableResult
    public func decr(_ key: String, by amount: Int = 1) async throws -> Int {
        try await reply(to: .decr(key, by: amount)).integer()
    }

    /// Appends to the string at a key, and returns the new length in bytes.
    @discardableResult
    public func append(_ value: some RedisArgument, to key: String) async throws -> Int {
        try await reply(to: .append(value, to: key)).integer()
    }
}

extension Expiry {
    fileprivate func append(to command: inout RedisCommand) {
        switch self {
        case .after(let duration):
            let milliseconds = duration.wholeMilliseconds
            if milliseconds.isMultiple(of: 1000) {
                command.append("EX", milliseconds / 1000)
            } else {
                command.append("PX", milliseconds)
            }
        case .at(let milliseconds): command.append("PXAT", milliseconds)
        case .keep: command.append("KEEPTTL")
        }
    }
}

extension Duration {
    /// The seconds with three digits of their fraction, rounded up; 0 if the duration is negative.
    var secondsText: String {
        let milliseconds = max(0, wholeMilliseconds)
        let fraction = String(milliseconds % 1000)
        let zeros = String(repeating: "0", count: 3 - fraction.count)
        return "\(milliseconds / 1000).\(zeros)\(fraction)"
    }
}
