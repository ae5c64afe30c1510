/// Transactions that depend on what was read before.
extension RedisClient {
    /// Runs what `body` decides on as one, provided that none of `keys` changed meanwhile; else calls
    /// `body` again, up to so many times.
    ///
    ///     let (_, balance) = try await client.transaction(watching: ["balance"]) { session in
    ///         let balance = try await session.get("balance").flatMap { Int($0) } ?? 0
    ///         return ([.set("balance", String(balance / 2))], balance / 2)
    ///     }
    ///
    /// `body` reads through the session it is given; its commands are sent after it returned. Without
    /// commands the watch is given up, and there are no replies.
    ///
    /// - Parameters:
    ///   - keys: In a cluster they have to be in one slot.
    ///   - attempts: How often to try at most.
    /// - Throws: ``RedisError`` with the code ``RedisError/Code/watchLost`` if the keys changed at
    ///   every attempt, or with that of a command that can't be queued; what `body` throws.
    public func transaction<Result: Sendable>(
        watching keys: [String], attempts: Int = 64,
        _ body: @Sendable (any RedisSession) async throws -> ([RedisCommand], Result)
    ) async throws -> (replies: [RESPValue], result: Result) {
        for attempt in 0..<max(1, attempts) {
            if attempt > 0 { try await RedisBackoff.contention.sleep(attempt: attempt) }
            do {
                let outcome = try await withSession(for: keys.first) { session in
                    try await session.watched(keys, body)
                }
                if let outcome { return outcome }
            } catch let error as RedisError
                where isClustered
                && (error.meansThatSlotsMove || error.code == .connection && !error.mayHaveRun)
            {
                // The client has asked meanwhile which node has the keys now.
                continue
            }
        }
        throw RedisError(
            code: .watchLost, message: "the watched keys changed at each of \(attempts) attempts")
    }

    /// Runs commands that `body` decides on as one, provided that none of `keys` changed meanwhile,
    /// as above. Returns nil if `body` gave up by returning nil.
    @discardableResult
    public func transaction(
        watching keys: [String], attempts: Int = 64,
        _ body: @Sendable (any RedisSession) async throws -> [RedisCommand]?
    ) async throws -> [RESPValue]? {
        let (replies, isWanted) = try await transaction(watching: keys, attempts: attempts) {
            session in
            let commands = try await body(session)
            return (commands ?? [], commands != nil)
        }
        return isWanted ? replies : nil
    }
}

extension RedisSession {
    /// Runs a transaction once; returns nil if the watched keys changed.
    fileprivate func watched<Result: Sendable>(
        _ keys: [String],
        _ body: @Sendable (any RedisSession) async throws -> ([RedisCommand], Result)
    ) async throws -> (replies: [RESPValue], result: Result)? {
        if !keys.isEmpty { try await send(RedisCommand("WATCH", with: keys)) }
        do {
            let (commands, result) = try await body(self)
            guard !commands.isEmpty else {
                try await send("UNWATCH")
                return ([], result)
            }
            return try await execute(commands).map { ($0, result) }
        } catch {
            // The session may be used further, and what `body` threw is what counts.
            if !keys.isEmpty { _ = try? await reply(to: RedisCommand("UNWATCH")) }
            throw error
        }
    }

    /// Runs commands between MULTI and EXEC; returns nil if watched keys changed.
    ///
    /// - Throws: ``RedisError``: the error of the first command that can't be queued; then none ran.
    public func execute(_ commands: [RedisCommand]) async throws -> [RESPValue]? {
        let replies = try await replies(to: commands.asTransaction)
        return try replies.ofTransaction()
    }
}

extension [RedisCommand] {
    /// The commands between MULTI and EXEC.
    var asTransaction: [RedisCommand] {
        [RedisCommand("MULTI")] + self + [RedisCommand("EXEC")]
    }
}

extension [RESPValue] {
    /// Returns the replies to the commands of a transaction, given those to MULTI, to each command
    /// that was queued, and to EXEC; nil if watched keys changed.
    func ofTransaction() throws(RedisError) -> [RESPValue]? {
        for reply in dropLast() { try reply.get() }
        guard let reply = try last?.get() else { return [] }
        if reply.isNull { return nil }
        return try reply.list()
    }
}

extension RedisError {
    /// Whether a node of a cluster said that it doesn't have the keys, now or for good.
    var meansThatSlotsMove: Bool {
        [Code.moved, .ask, .tryAgain, .clusterDown].contains(code)
    }
}
