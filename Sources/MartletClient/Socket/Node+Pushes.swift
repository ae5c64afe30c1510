import Synchronization

extension Node {
    /// Returns what a server sends a connection that runs `commands`.
    ///
    /// - Parameter findNode: Tells which node to connect to when the connection was lost.
    static func pushes(
        after commands: [RedisCommand], bufferingAtMost limit: Int,
        from findNode: @escaping @Sendable () async throws -> Node
    ) async throws -> RedisPushes {
        let buffer = RedisPushes.Buffer(limit: limit)
        let node = try await findNode()
        try node.add(buffer)
        let source = PushSource(commands: commands, buffer: buffer)
        do {
            try await source.connect(node)
        } catch {
            node.remove(buffer)
            throw error
        }
        let task = Task { await source.keepConnected(from: findNode) }
        buffer.onCancel {
            task.cancel()
            source.close()
            node.remove(buffer)
        }
        return RedisPushes(buffer)
    }
}

/// The connection behind a sequence of pushes.
private final class PushSource: Sendable {
    private struct State {
        var connection: NodeConnection?
        var isClosed = false
    }

    private let commands: [RedisCommand]
    private let buffer: RedisPushes.Buffer
    private let state = Mutex(State())

    init(commands: [RedisCommand], buffer: RedisPushes.Buffer) {
        self.commands = commands
        self.buffer = buffer
    }

    func close() {
        let connection = state.withLock { state in
            state.isClosed = true
            return state.connection
        }
        connection?.close()
    }

    /// Connects, and runs the commands.
    func connect(_ node: Node) async throws {
        let buffer = buffer
        let connection = try await node.connector.connect(isForPushes: true) { parts in
            buffer.append(.push(parts))
        }
        let isClosed = state.withLock { state in
            state.connection = connection
            return state.isClosed
        }
        guard !isClosed else { return connection.close() }
        // Some commands have no reply but pushes: what is asked behind them tells that they ran.
        let sentinel = Array("martlet-\(UInt64.random(in: .min ... .max))".utf8)
        do {
            let replies = try await connection.replies(
                to: commands + [RedisCommand("PING", sentinel)], end: .sentinel(sentinel),
                within: node.options.commandTimeout)
            for reply in replies { try reply.get() }
        } catch {
            connection.close()
            throw error
        }
    }

    /// Connects anew whenever the connection was lost, until nobody wants the pushes.
    func keepConnected(from findNode: @escaping @Sendable () async throws -> Node) async {
        while let connection = state.withLock({ $0.isClosed ? nil : $0.connection }) {
            let end = Promise<Void>()
            connection.onClose { end.complete(.success(())) }
            do {
                try await end.valueUnlessCancelled()
                buffer.append(.gap)
                try await reconnect(from: findNode)
            } catch let error as RedisError where error.code != .closed {
                return buffer.finish(error)
            } catch {
                return buffer.cancel()
            }
        }
    }

    private func reconnect(from findNode: @Sendable () async throws -> Node) async throws {
        for attempt in 1... {
            do {
                let node = try await findNode()
                return try await connect(node)
            } catch let error as RedisError
                where error.isUnavailable || error.meansThatSlotsMove
            {
                try await RedisBackoff().sleep(attempt: attempt)
            }
        }
    }
}
