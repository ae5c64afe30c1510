/// Lists.
extension RedisCommand {
    /// LPUSH: adds elements before the first of a list, one after the other.
    public static func lpush(_ key: String, _ elements: any RedisArgument...) -> RedisCommand {
        RedisCommand("LPUSH", with: [key] + elements)
    }

    /// RPUSH: adds elements behind the last of a list.
    public static func rpush(_ key: String, _ elements: any RedisArgument...) -> RedisCommand {
        RedisCommand("RPUSH", with: [key] + elements)
    }

    /// LPOP: removes the first elements of a list.
    public static func lpop(_ key: String, count: Int? = nil) -> RedisCommand {
        RedisCommand("LPOP", with: count.map { [key, $0] } ?? [key])
    }

    /// RPOP: removes the last elements of a list.
    public static func rpop(_ key: String, count: Int? = nil) -> RedisCommand {
        RedisCommand("RPOP", with: count.map { [key, $0] } ?? [key])
    }

    /// LRANGE: the elements from one index to another, both included; negative ones count from the
    /// end.
    public static func lrange(_ key: String, _ start: Int = 0, _ stop: Int = -1) -> RedisCommand {
        RedisCommand("LRANGE", key, start, stop)
    }

    /// LTRIM: removes all elements but those from one index to another.
    public static func ltrim(_ key: String, _ start: Int, _ stop: Int) -> RedisCommand {
        RedisCommand("LTRIM", key, start, stop)
    }

    /// LLEN: the number of elements.
    public static func llen(_ key: String) -> RedisCommand {
        RedisCommand("LLEN", key)
    }

    /// LREM: removes elements that are equal to a value: so many from the beginning, from the end if
    /// negative, all if 0.
    public static func lrem(
        _ key: String, _ value: some RedisArgument, count: Int = 0
    ) -> RedisCommand {
        RedisCommand("LREM", key, count, value)
    }

    /// LMOVE: moves an element from an end of a list to an end of another.
    public static func lmove(
        _ source: String, _ sourceEnd: ListSide, to destination: String, _ end: ListSide
    ) -> RedisCommand {
        RedisCommand("LMOVE", source, destination, sourceEnd.rawValue, end.rawValue)
    }
}

/// Lists.
extension RedisCommandRunner {
    /// Adds elements before the first of a list, one after the other, and returns the new length.
    @discardableResult
    public func lpush(_ key: String, _ elements: any RedisArgument...) async throws -> Int {
        try await reply(to: RedisCommand("LPUSH", with: [key] + elements)).integer()
    }

    /// Adds elements behind the last of a list, and returns the new length.
    @discardableResult
    public func rpush(_ key: String, _ elements: any RedisArgument...) async throws -> Int {
        try await reply(to: RedisCommand("RPUSH", with: [key] + elements)).integer()
    }

    /// Removes the first element of a list and returns it, nil if there is none.
    public func lpop(_ key: String) async throws -> String? {
        try await reply(to: .lpop(key)).optionalString()
    }

    /// Removes up to `count` first elements of a list, and returns them.
    public func lpop(_ key: String, count: Int) async throws -> [String] {
        try await reply(to: .lpop(key, count: count)).strings()
    }

    /// Removes the last element of a list and returns it, nil if there is none.
    public func rpop(_ key: String) async throws -> String? {
        try await reply(to: .rpop(key)).optionalString()
    }

    /// Removes up to `count` last elements of a list, and returns them, the last first.
    public func rpop(_ key: String, count: Int) async throws -> [String] {
        try await reply(to: .rpop(key, count: count)).strings()
    }

    /// Returns the elements from one index to another, both included, as texts; negative indexes count
    /// from the end.
    public func lrange(
        _ key: String, _ start: Int = 0, _ stop: Int = -1
    ) async throws -> [String] {
        try await reply(to: .lrange(key, start, stop)).strings()
    }

    /// Returns the elements from one index to another, both included; negative indexes count from the
    /// end.
    public func lrangeBytes(
        _ key: String, _ start: Int = 0, _ stop: Int = -1
    ) async throws -> [[UInt8]] {
        try await reply(to: .lrange(key, start, stop)).list().compactMap { try $0.optionalBytes() }
    }

    /// Removes all elements but those from one index to another, both included.
    public func ltrim(_ key: String, _ start: Int, _ stop: Int) async throws {
        try await send(.ltrim(key, start, stop))
    }

    /// Returns the number of elements, 0 if there is no list.
    public func llen(_ key: String) async throws -> Int {
        try await reply(to: .llen(key)).integer()
    }

    /// Removes elements that are equal to a value: so many from the beginning, from the end if
    /// negative, all if 0. Returns how many there were.
    @discardableResult
    public func lrem(
        _ key: String, _ value: some RedisArgument, count: Int = 0
    ) async throws -> Int {
        try await reply(to: .lrem(key, value, count: count)).integer()
    }

    /// Returns the element at an index, nil if there is none; negative indexes count from the end.
    public func lindex(_ key: String, _ index: Int) async throws -> String? {
        try await reply(to: RedisCommand("LINDEX", key, index)).optionalString()
    }

    /// Moves an element from an end of a list to an end of another, and returns it, nil if there is
    /// none. In a cluster both have to be in one slot.
    public func lmove(
        _ source: String, _ sourceEnd: ListSide, to destination: String, _ end: ListSide
    ) async throws -> String? {
        try await reply(to: .lmove(source, sourceEnd, to: destination, end)).optionalString()
    }

    /// Moves an element as ``lmove(_:_:to:_:)`` does, and waits for one if there is none: so long, or
    /// for ever if `timeout` is nil. Returns nil when that time is over.
    public func blmove(
        _ source: String, _ sourceEnd: ListSide, to destination: String, _ end: ListSide,
        timeout: Duration? = nil
    ) async throws -> String? {
        guard timeout ?? .seconds(1) > .zero else {
            return try await lmove(source, sourceEnd, to: destination, end)
        }
        let command = RedisCommand(
            "BLMOVE", source, destination, sourceEnd.rawValue, end.rawValue,
            timeout?.secondsText ?? "0")
        return try await reply(to: command).optionalString()
    }

    /// Removes the first element of the first list that has one, and returns the list's key and the
    /// element. Waits for one if there is none: so long, or for ever if `timeout` is nil. Returns nil
    /// when that time is over.
    public func blpop(
        _ keys: String..., timeout: Duration? = nil
    ) async throws -> (key: String, value: String)? {
        try await blockingPop("BLPOP", keys, timeout)
    }

    /// Removes the last element of the first list that has one, as ``blpop(_:timeout:)`` does the
    /// first.
    public func brpop(
        _ keys: String..., timeout: Duration? = nil
    ) async throws -> (key: String, value: String)? {
        try await blockingPop("BRPOP", keys, timeout)
    }

    private func blockingPop(
        _ name: String, _ keys: [String], _ timeout: Duration?
    ) async throws -> (key: String, value: String)? {
        // A millisecond is the shortest wait; no time at all would mean for ever.
        let time = timeout.map { max($0, .milliseconds(1)).secondsText } ?? "0"
        let parts = try await reply(to: RedisCommand(name, with: keys + [time])).strings()
        return parts.count == 2 ? (parts[0], parts[1]) : nil
    }
}
