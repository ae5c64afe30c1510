import Logging
import NIOCore
import Synchronization

/// Makes connections to a server that may be away for a while.
///
/// A caller waits for the server as long as `connectTimeout`, and attempts are repeated with a backoff.
/// When that time is over the server counts as away: whoever comes then fails at once, but for one
/// attempt after each backoff.
final class Connector: Sendable {
    private struct State {
        var failures = 0
        var isAway = false
        var retryAt = NIODeadline.uptimeNanoseconds(0)
        var lastError = RedisError.connectionLost
        var isClosed = false
    }

    let endpoint: Endpoint
    private let state = Mutex(State())

    init(_ endpoint: Endpoint) {
        self.endpoint = endpoint
    }

    /// Makes all later attempts fail.
    func close() {
        state.withLock { $0.isClosed = true }
    }

    /// Makes a connection.
    ///
    /// - Throws: ``RedisError``; `CancellationError`.
    func connect(
        isForPushes: Bool = false, onPush: @escaping @Sendable ([RESPValue]) -> Void = { _ in }
    ) async throws -> NodeConnection {
        let giveUpAt = NIODeadline.now() + TimeAmount(endpoint.options.connectTimeout)
        while true {
            try Task.checkCancellation()
            try checkMayTry()
            do {
                let connection = try await endpoint.connect(
                    isForPushes: isForPushes, onPush: onPush)
                state.withLock { state in
                    state.failures = 0
                    state.isAway = false
                }
                return connection
            } catch let error as RedisError where error.isUnavailable {
                let delay = didFail(error, giveUpAt)
                guard let delay else { throw error }
                try await Task.sleep(for: delay)
            }
        }
    }

    private func checkMayTry() throws(RedisError) {
        let error = state.withLock { state -> RedisError? in
            if state.isClosed { return .closed }
            guard state.isAway else { return nil }
            if state.retryAt > .now() { return state.lastError }
            // The others wait for what comes of this attempt.
            state.retryAt = .now() + TimeAmount(endpoint.options.connectTimeout)
            return nil
        }
        if let error { throw error }
    }

    /// Returns how long to wait before another attempt; nil if there shall be none.
    private func didFail(_ error: RedisError, _ giveUpAt: NIODeadline) -> Duration? {
        let (delay, isNew) = state.withLock { state -> (Duration?, Bool) in
            state.failures += 1
            state.lastError = error
            let delay = endpoint.options.backoff.delay(attempt: state.failures)
            state.retryAt = .now() + TimeAmount(delay)
            if !state.isAway, state.retryAt < giveUpAt { return (delay, state.failures == 1) }
            state.isAway = true
            return (nil, state.failures == 1)
        }
        if isNew { endpoint.options.logger?.info("\(endpoint) is away: \(error)") }
        return delay
    }
}

/// One connection that many share, made when it is needed and made anew when it was lost.
final class SharedConnection: Sendable {
    private enum State {
        case none
        case connecting([Promise<NodeConnection>])
        case connected(NodeConnection)
        case closed
    }

    private let connector: Connector
    private let state = Mutex(State.none)

    init(_ connector: Connector) {
        self.connector = connector
    }

    /// Returns the connection.
    ///
    /// - Throws: ``RedisError``; `CancellationError`.
    func get() async throws -> NodeConnection {
        let promise = Promise<NodeConnection>()
        let (connection, mustConnect) = try state.withLock { state in
            switch state {
            case .closed: throw RedisError.closed
            case .connected(let connection) where !connection.isClosed:
                return (connection as NodeConnection?, false)
            case .connecting(let promises):
                state = .connecting(promises + [promise])
                return (nil, false)
            case .none, .connected:
                state = .connecting([promise])
                return (nil, true)
            }
        }
        if let connection { return connection }
        if mustConnect {
            Task {
                do {
                    self.didConnect(.success(try await self.connector.connect()))
                } catch {
                    self.didConnect(.failure(error))
                }
            }
        }
        return try await promise.valueUnlessCancelled()
    }

    private func didConnect(_ result: Result<NodeConnection, any Error>) {
        let (promises, isClosed) = state.withLock { state -> ([Promise<NodeConnection>], Bool) in
            guard case .connecting(let promises) = state else { return ([], true) }
            state = .none
            if case .success(let connection) = result { state = .connected(connection) }
            return (promises, false)
        }
        if isClosed, case .success(let connection) = result { connection.close() }
        for promise in promises { promise.complete(result) }
    }

    func close() {
        let old = state.withLock { state in
            defer { state = .closed }
            return state
        }
        switch old {
        case .connected(let connection): connection.close()
        case .connecting(let promises):
            for promise in promises { promise.complete(.failure(RedisError.closed)) }
        case .none, .closed: break
        }
    }
}
