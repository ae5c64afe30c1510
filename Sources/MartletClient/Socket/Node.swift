import NIOCore
import Synchronization

/// A server, and the connections to it: some that all share, and some for one caller each.
final class Node: Sendable {
    private struct State {
        var idle: [NodeConnection] = []
        var inUse: [ObjectIdentifier: NodeConnection] = [:]
        /// How many connections for one caller there are or will be, without those that are idle.
        var inUseCount = 0
        var nextShared = 0
        var pushes: [ObjectIdentifier: RedisPushes.Buffer] = [:]
        var isClosed = false
    }

    let connector: Connector
    private let shared: [SharedConnection]
    private let state = Mutex(State())

    var options: RedisOptions { connector.endpoint.options }

    init(_ endpoint: Endpoint) {
        let connector = Connector(endpoint)
        self.connector = connector
        shared = (0..<max(1, endpoint.options.sharedConnections)).map { _ in
            SharedConnection(connector)
        }
    }

    /// Runs commands in one go: on a shared connection, or if one of them blocks or a write has to
    /// stand on replicas, on its own.
    ///
    /// - Throws: ``RedisError``; `CancellationError`.
    func replies(to commands: [RedisCommand]) async throws -> [RESPValue] {
        guard !commands.isEmpty else { return [] }
        if let concern = writeConcern(for: commands) {
            return try await confirmedReplies(to: commands, concern)
        }
        var wait: Duration? = .zero
        var isBlocking = false
        for command in commands {
            if case .blocking(let duration) = command.kind {
                isBlocking = true
                wait = Self.sum(wait, duration)
            }
        }
        guard isBlocking else { return try await sharedReplies(to: commands) }
        return try await exclusiveReplies(to: commands, waiting: wait)
    }

    /// Runs commands on a connection of their own.
    func exclusiveReplies(
        to commands: [RedisCommand], waiting wait: Duration?
    ) async throws -> [RESPValue] {
        let connection = try await lease()
        do {
            let replies = try await blockingReplies(to: commands, waiting: wait, on: connection)
            giveBack(connection)
            return replies
        } catch {
            discard(connection)
            throw error
        }
    }

    /// Runs commands on a shared connection, or if a write has to stand on replicas, on its own. What
    /// could not be sent is tried again.
    func sharedReplies(to commands: [RedisCommand]) async throws -> [RESPValue] {
        if let concern = writeConcern(for: commands) {
            return try await confirmedReplies(to: commands, concern)
        }
        var attempt = 0
        while true {
            do {
                let connection = try await nextShared().get()
                return try await connection.replies(to: commands, within: options.commandTimeout)
            } catch let error as RedisError
                where error.code == .connection && !error.mayHaveRun && attempt < 3
            {
                attempt += 1
            }
        }
    }

    private func nextShared() -> SharedConnection {
        let index = state.withLock { state in
            state.nextShared = (state.nextShared + 1) % shared.count
            return state.nextShared
        }
        return shared[index]
    }

    /// Adds times to wait, where nil is for ever.
    static func sum(_ a: Duration?, _ b: Duration?) -> Duration? {
        if let a, let b { a + b } else { nil }
    }

    /// Closes all connections.
    func close() {
        connector.close()
        for connection in shared { connection.close() }
        let old = state.withLock { state in
            defer {
                state.isClosed = true
                state.idle = []
                state.pushes = [:]
            }
            return (state.idle, Array(state.inUse.values), Array(state.pushes.values))
        }
        for buffer in old.2 { buffer.cancel() }
        for connection in old.0 + old.1 { connection.close() }
    }
}

// MARK: - Connections for one caller

extension Node {
    /// Returns a connection that nobody else uses. It has to be given back or discarded.
    ///
    /// - Throws: ``RedisError``; `CancellationError`.
    func lease() async throws -> NodeConnection {
        if let connection = try takeIdle() { return connection }
        do {
            let connection = try await connector.connect()
            try didLease(connection)
            return connection
        } catch {
            state.withLock { $0.inUseCount -= 1 }
            throw error
        }
    }

    /// Counts one more connection in use; returns it, if one is idle.
    func takeIdle() throws(RedisError) -> NodeConnection? {
        let limit = options.exclusiveConnections
        return try state.withLock { state throws(RedisError) in
            guard !state.isClosed else { throw .closed }
            guard state.inUseCount < limit else {
                throw RedisError(
                    code: .queueFull, message: "\(limit) connections are in use already")
            }
            state.inUseCount += 1
            while let connection = state.idle.popLast() {
                guard !connection.isClosed else { continue }
                state.inUse[ObjectIdentifier(connection)] = connection
                return connection
            }
            return nil
        }
    }

    /// Notes a connection that was made for one caller.
    private func didLease(_ connection: NodeConnection) throws(RedisError) {
        let isClosed = state.withLock { state in
            if !state.isClosed { state.inUse[ObjectIdentifier(connection)] = connection }
            return state.isClosed
        }
        guard isClosed else { return }
        connection.close()
        throw .closed
    }

    /// Keeps a connection for the next caller.
    func giveBack(_ connection: NodeConnection) {
        let isKept = state.withLock { state in
            state.inUseCount -= 1
            state.inUse[ObjectIdentifier(connection)] = nil
            guard !state.isClosed, !connection.isClosed, connection.waitingCount == 0,
                state.idle.count < options.idleConnections
            else { return false }
            state.idle.append(connection)
            return true
        }
        if !isKept { connection.close() }
    }

    /// Closes a connection that is in nobody's use any longer.
    func discard(_ connection: NodeConnection) {
        state.withLock { state in
            state.inUseCount -= 1
            state.inUse[ObjectIdentifier(connection)] = nil
        }
        connection.close()
    }

    /// Counts one connection for pushes, which its buffer ends.
    func add(_ buffer: RedisPushes.Buffer) throws(RedisError) {
        let limit = options.exclusiveConnections
        try state.withLock { state throws(RedisError) in
            guard !state.isClosed else { throw .closed }
            guard state.inUseCount < limit else {
                throw RedisError(
                    code: .queueFull, message: "\(limit) connections are in use already")
            }
            state.inUseCount += 1
            state.pushes[ObjectIdentifier(buffer)] = buffer
        }
    }

    func remove(_ buffer: RedisPushes.Buffer) {
        state.withLock { state in
            state.inUseCount -= 1
            state.pushes[ObjectIdentifier(buffer)] = nil
        }
    }

    /// Runs commands that may block on a connection of one caller.
    ///
    /// A task that is cancelled tells the server to end the wait. So nothing is lost: what the server
    /// had taken out of a list already is returned nevertheless.
    func blockingReplies(
        to commands: [RedisCommand], waiting: Duration?, on connection: NodeConnection
    ) async throws -> [RESPValue] {
        try Task.checkCancellation()
        let limit = Self.sum(waiting, options.commandTimeout)
        let request = QueuedRequest(
            commands, deadline: limit.map { NIODeadline.now() + TimeAmount($0) })
        try connection.submit(request)
        let replies = try await withTaskCancellationHandler {
            do {
                return try await request.promise.value()
            } catch {
                try Task.checkCancellation()
                throw error
            }
        } onCancel: {
            Task { await self.unblock(connection, request.promise) }
        }
        if Task.isCancelled, replies.last?.isNull == true { throw CancellationError() }
        return replies
    }

    private func unblock(_ connection: NodeConnection, _ promise: Promise<[RESPValue]>) async {
        if let id = connection.clientID.withLock({ $0 }) {
            for attempt in 1...20 where !promise.isDone {
                let command = RedisCommand("CLIENT UNBLOCK", id)
                guard let reply = try? await sharedReplies(to: [command]).first else { break }
                if reply.intValue == nil { break }
                // 0: the command has not arrived yet, or its reply is on its way.
                try? await RedisBackoff.contention.sleep(attempt: attempt)
            }
        }
        if !promise.isDone { connection.close() }
    }
}
