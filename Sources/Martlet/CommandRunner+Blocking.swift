import MartletEngine

/// Commands that wait until there is something.
///
/// A blocking command holds no thread and nobody up: the session can be used meanwhile, and may wait
/// for several commands at once. A wait ends with an error when its task is cancelled, the session
/// closed, or the server stopped; then it takes nothing out of any list.
extension CommandRunner {
    /// Runs a command, and waits for its reply if it blocks.
    ///
    ///     let reply = try await server.executeBlocking("BLMPOP", "5", "2", "a", "b", "LEFT")
    ///
    /// ``execute(_:)-(String...)`` never waits: it replies at once as if the time were over.
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
}
