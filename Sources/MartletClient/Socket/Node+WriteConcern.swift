/// Writes that have to stand on replicas before they count.
extension Node {
    /// Returns what has to be waited for behind commands; nil if nothing.
    func writeConcern(for commands: [RedisCommand]) -> RedisWriteConcern? {
        guard let concern = options.writeConcern, concern.replicas > 0,
            commands.contains(where: CommandKeys.shared.mayWrite)
        else { return nil }
        return concern
    }

    /// Runs commands and WAIT in one go, on a connection of their own.
    ///
    /// - Throws: ``RedisError``; `CancellationError`.
    func confirmedReplies(
        to commands: [RedisCommand], _ concern: RedisWriteConcern
    ) async throws -> [RESPValue] {
        var wait: Duration? = concern.timeout
        for command in commands {
            if case .blocking(let duration) = command.kind { wait = Self.sum(wait, duration) }
        }
        let all = try await exclusiveReplies(to: commands + [concern.command], waiting: wait)
        let replies = try concern.confirmed(commands, all)
        if Task.isCancelled, replies.last?.isNull == true { throw CancellationError() }
        return replies
    }
}
