import MartletClient
import Synchronization

/// A client whose server can be away.
final class FlakyClient: RedisClient {
    /// What happens to commands.
    enum State {
        case there
        case away
        /// They are done, but their replies are lost.
        case mute
    }

    private let client: any RedisClient
    private let state = Mutex(State.there)
    private let names = Mutex<[String]>([])

    init(_ client: any RedisClient, _ state: State = .there) {
        self.client = client
        become(state)
    }

    func become(_ state: State) { self.state.withLock { $0 = state } }

    /// The names of the commands that were asked for.
    var commands: [String] { names.withLock { $0 } }

    var isClustered: Bool { client.isClustered }

    var shards: [any RedisCommandRunner] {
        get async throws {
            try check()
            return isClustered ? try await client.shards : [self]
        }
    }

    func reply(to command: RedisCommand) async throws -> RESPValue {
        names.withLock { $0.append(command.name) }
        try check()
        let reply = try await client.reply(to: command)
        try checkReply()
        return reply
    }

    func replies(to commands: [RedisCommand]) async throws -> [RESPValue] {
        names.withLock { $0 += commands.map(\.name) }
        try check()
        let replies = try await client.replies(to: commands)
        try checkReply()
        return replies
    }

    func transaction(_ commands: [RedisCommand]) async throws -> [RESPValue] {
        try check()
        return try await client.transaction(commands)
    }

    func withSession<Result: Sendable>(
        for key: String?, _ body: @Sendable (any RedisSession) async throws -> Result
    ) async throws -> Result {
        try check()
        return try await client.withSession(for: key, body)
    }

    func pushes(
        after commands: [RedisCommand], near key: String?, bufferingAtMost limit: Int
    ) async throws -> RedisPushes {
        try check()
        return try await client.pushes(after: commands, near: key, bufferingAtMost: limit)
    }

    func close() async {}

    private func check() throws {
        guard state.withLock({ $0 }) == .away else { return }
        throw RedisError(code: .connection, message: "there is no server")
    }

    private func checkReply() throws {
        guard state.withLock({ $0 }) == .mute else { return }
        throw RedisError(code: .timeout, message: "there is no reply", mayHaveRun: true)
    }
}
