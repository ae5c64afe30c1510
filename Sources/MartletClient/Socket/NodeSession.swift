import NIOCore
import Synchronization

/// A connection that belongs to one caller for a while.
final class NodeSession: RedisSession {
    private struct State {
        var isWatching = false
        var isInTransaction = false
        /// Whether something was changed that can't be put right.
        var isChanged = false
        var isOver = false
    }

    private let node: Node
    private let connection: NodeConnection
    private let state = Mutex(State())

    init(_ node: Node, _ connection: NodeConnection) {
        self.node = node
        self.connection = connection
    }

    func reply(to command: RedisCommand) async throws -> RESPValue {
        try await replies(to: [command])[0]
    }

    func replies(to commands: [RedisCommand]) async throws -> [RESPValue] {
        var wait: Duration? = .zero
        var isBlocking = false
        for command in commands {
            switch command.kind {
            case .ordinary: break
            case .pushing: throw RedisError.needsPushes(command)
            case .session: note(command)
            case .blocking(let duration):
                isBlocking = true
                wait = Node.sum(wait, duration)
            }
        }
        guard !state.withLock({ $0.isOver }) else { throw RedisError.closed }
        guard !commands.isEmpty else { return [] }
        // What is queued is written by EXEC.
        let isQueued = state.withLock(\.isInTransaction)
        if !isQueued, let concern = node.writeConcern(for: commands) {
            let replies = try await node.blockingReplies(
                to: commands + [concern.command], waiting: Node.sum(wait, concern.timeout),
                on: connection)
            return try concern.confirmed(commands, replies)
        }
        guard !isBlocking else {
            return try await node.blockingReplies(to: commands, waiting: wait, on: connection)
        }
        return try await connection.replies(to: commands, within: node.options.commandTimeout)
    }

    private func note(_ command: RedisCommand) {
        state.withLock { state in
            switch command.name {
            case "WATCH": state.isWatching = true
            case "UNWATCH": state.isWatching = false
            case "MULTI": state.isInTransaction = true
            case "EXEC", "DISCARD":
                state.isWatching = false
                state.isInTransaction = false
            case "ASKING": break
            default: state.isChanged = true
            }
        }
    }

    /// Ends the session; returns whether the connection is as it was before.
    fileprivate func end() async -> Bool {
        let old = state.withLock { state in
            defer { state.isOver = true }
            return state
        }
        guard !old.isChanged, !connection.isClosed else { return false }
        guard old.isWatching || old.isInTransaction else { return true }
        // DISCARD forgets the watched keys as well.
        let command = RedisCommand(old.isInTransaction ? "DISCARD" : "UNWATCH")
        let request = QueuedRequest(
            [command], deadline: .now() + TimeAmount(node.options.commandTimeout))
        do {
            try connection.submit(request)
            return try await request.promise.value()[0].error == nil
        } catch {
            return false
        }
    }
}

extension Node {
    /// Calls `body` with a connection that nobody else uses.
    func withSession<Result: Sendable>(
        _ body: @Sendable (any RedisSession) async throws -> Result
    ) async throws -> Result {
        let connection = try await lease()
        let session = NodeSession(self, connection)
        do {
            let result = try await body(session)
            await end(session, connection)
            return result
        } catch {
            await end(session, connection)
            throw error
        }
    }

    private func end(_ session: NodeSession, _ connection: NodeConnection) async {
        if await session.end() {
            giveBack(connection)
        } else {
            discard(connection)
        }
    }
}
