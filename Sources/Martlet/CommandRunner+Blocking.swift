import MartletEngine

/// Commands that wait until there is something.
///
/// A blocking command holds no thread and keeps nobody waiting: the session can be used meanwhile,
/// and several of its commands may wait at once. A wait ends with an error when its task is
/// cancelled, the session closed, or the server stopped; then it took nothing out of any list.
extension CommandRunner {
    /// Runs a command, and waits for its reply if it blocks.
    ///
    ///     let reply = try await server.executeBlocking("BLMPOP", "5", "2", "a", "b", "LEFT")
    ///
    /// ``execute(_:)-(String...)`` never waits: there a blocking command replies at once, as if its
    /// time were over.
    ///
    /// - Throws: ``MartletError``: what the server replied with as an error; `CancellationError`.
    @discardableResult
    public func executeBlocking(_ command: String...) async throws -> RESPValue {
        try await session.blockingReply { list in
            for word in command { list.append(word.utf8.span) }
        }.orError()
    }

    /// Runs a command of any bytes, and waits for its reply if it blocks.
    ///
    /// - Throws: ``MartletError``: what the server replied with as an error; `CancellationError`.
    @discardableResult
    public func executeBlocking(_ command: [[UInt8]]) async throws -> RESPValue {
        try await session.blockingReply { list in
            for word in command { list.append(word.span) }
        }.orError()
    }

    /// Removes the first element of the first list that has one, and returns the list's key and the
    /// element. Waits for one if there is none: so long, or for ever if `timeout` is nil. Returns nil
    /// when that time is over.
    public func blpop(
        _ keys: String..., timeout: Duration? = nil
    ) async throws -> (key: String, value: String)? {
        try await session.blockingPop("BLPOP", keys, timeout)
    }

    /// Removes the last element of the first list that has one, as ``blpop(_:timeout:)`` does the
    /// first.
    public func brpop(
        _ keys: String..., timeout: Duration? = nil
    ) async throws -> (key: String, value: String)? {
        try await session.blockingPop("BRPOP", keys, timeout)
    }

    /// Moves an element from an end of a list to an end of another, and returns it. Waits for one if
    /// there is none: so long, or for ever if `timeout` is nil. Returns nil when that time is over.
    public func blmove(
        _ source: String, _ sourceEnd: ListSide, to destination: String, _ end: ListSide,
        timeout: Duration? = nil
    ) async throws -> String? {
        let command = ["BLMOVE", source, destination, sourceEnd.rawValue, end.rawValue]
        return try await session.blockingReply(to: command, timeout).text
    }

    /// Removes the member with the lowest score of the first sorted set that has one, and returns the
    /// set's key with both. Waits for one if there is none: so long, or for ever if `timeout` is nil.
    /// Returns nil when that time is over.
    public func bzpopmin(
        _ keys: String..., timeout: Duration? = nil
    ) async throws -> (key: String, member: String, score: Double)? {
        try await session.blockingScoredPop("BZPOPMIN", keys, timeout)
    }

    /// Removes the member with the highest score, as ``bzpopmin(_:timeout:)`` does that with the
    /// lowest.
    public func bzpopmax(
        _ keys: String..., timeout: Duration? = nil
    ) async throws -> (key: String, member: String, score: Double)? {
        try await session.blockingScoredPop("BZPOPMAX", keys, timeout)
    }
}

/// One of the two ends of a list.
public enum ListSide: String, Hashable, Sendable {
    /// The end that LPUSH and LPOP work at: where the first element is.
    case left = "LEFT"
    /// The end that RPUSH and RPOP work at: where the last element is.
    case right = "RIGHT"
}
