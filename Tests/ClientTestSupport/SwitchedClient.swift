package import MartletClient
import Synchronization

/// A client whose server can be made unreachable, as one that is stopped and started.
package final class SwitchedClient: RedisClient {
    private let client: any RedisClient
    private let away = Mutex(false)

    package init(_ client: any RedisClient) {
        self.client = client
    }

    /// Whether the server can't be reached.
    package var isAway: Bool {
        get { away.withLock { $0 } }
        set { away.withLock { $0 = newValue } }
    }

    private var reachable: any RedisClient {
        get throws {
            guard !isAway else {
                throw RedisError(code: .connection, message: "the server is away")
            }
            return client
        }
    }

    package var isClustered: Bool { client.isClustered }

    package var shards: [any RedisCommandRunner] {
        get async throws { try await reachable.shards }
    }

    package func reply(to command: RedisCommand) async throws -> RESPValue {
        try await reachable.reply(to: command)
    }

    package func replies(to commands: [RedisCommand]) async throws -> [RESPValue] {
        try await reachable.replies(to: commands)
    }

    @discardableResult
    package func transaction(_ commands: [RedisCommand]) async throws -> [RESPValue] {
        try await reachable.transaction(commands)
    }

    package func withSession<Result: Sendable>(
        for key: String?, _ body: @Sendable (any RedisSession) async throws -> Result
    ) async throws -> Result {
        try await reachable.withSession(for: key, body)
    }

    package func pushes(
        after commands: [RedisCommand], near key: String?, bufferingAtMost limit: Int
    ) async throws -> RedisPushes {
        try await reachable.pushes(after: commands, near: key, bufferingAtMost: limit)
    }

    package func close() async {
        await client.close()
    }
}
