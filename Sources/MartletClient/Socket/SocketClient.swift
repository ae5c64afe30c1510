/// A client of one server, over sockets.
final class SocketClient: RedisClient {
    private let node: Node

    init(_ endpoint: Endpoint) {
        node = Node(endpoint)
    }

    deinit {
        node.close()
    }

    var isClustered: Bool { false }

    var shards: [any RedisCommandRunner] { [self] }

    func reply(to command: RedisCommand) async throws -> RESPValue {
        try await replies(to: [command])[0]
    }

    func replies(to commands: [RedisCommand]) async throws -> [RESPValue] {
        for command in commands { try command.checkIsForAll() }
        return try await node.replies(to: commands)
    }

    func transaction(_ commands: [RedisCommand]) async throws -> [RESPValue] {
        for command in commands { try command.checkIsForAll() }
        // In one piece on one connection, so that nobody's commands come between.
        return try await node.sharedReplies(to: commands.asTransaction).ofTransaction() ?? []
    }

    func withSession<Result: Sendable>(
        for key: String?, _ body: @Sendable (any RedisSession) async throws -> Result
    ) async throws -> Result {
        try await node.withSession(body)
    }

    func pushes(
        after commands: [RedisCommand], near key: String?, bufferingAtMost limit: Int
    ) async throws -> RedisPushes {
        let node = node
        return try await Node.pushes(after: commands, bufferingAtMost: limit) { node }
    }

    func close() async {
        node.close()
    }
}

extension RedisCommand {
    /// - Throws: ``RedisError`` if the command can't be sent on a connection that others use too.
    func checkIsForAll() throws(RedisError) {
        switch kind {
        case .session: throw .needsSession(self)
        case .pushing: throw .needsPushes(self)
        case .ordinary, .blocking: break
        }
    }
}
