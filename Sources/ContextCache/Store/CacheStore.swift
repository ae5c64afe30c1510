import LayerSupport
public import Logging
public import MartletClient
import Synchronization

/// Where the layer's data are: on a server while it answers, in an engine of this process while it
/// doesn't.
///
/// An operation that finds the server away is done by the engine instead, and so are those that
/// follow; now and then, with growing pauses, one of them tries the server again. Once that answers,
/// what must not be lost is moved there (messages of chats), and the engine is given up with all else:
/// what was cached meanwhile may be out of date. Nobody asks the server for a sign of life otherwise.
public final class CacheStore: Sendable {
    /// Moves what must not be lost from an engine of this process to the server.
    public typealias Mover =
        @Sendable (_ local: any RedisClient, _ server: any RedisClient) async throws -> Void

    private struct State {
        var recovery: Recovery
        var engines = LocalEngines()
        var movers: [String: Mover] = [:]
    }

    /// The client of the server.
    public let server: any RedisClient
    private let options: Options
    private let state: Mutex<State>

    /// How a store behaves when the server is away.
    public struct Options: Sendable {
        /// Whether an engine of this process does the work meanwhile. Else the errors are thrown.
        public var fallsBack = true
        /// Whether what only reads, or can be done twice, is asked once more after a time-out.
        public var retriesOnTimeout = true
        /// How long the server is left alone when it is away.
        public var backoff = RedisBackoff(initial: .milliseconds(100), limit: .seconds(30))
        /// What the time is.
        public var clock: any LayerClock = SystemLayerClock()
        /// Where failures are told; nil is nowhere.
        public var logger: Logger?

        /// The options that suit most.
        public init() {}
    }

    /// Makes a store.
    public init(_ server: any RedisClient, options: Options = Options()) {
        self.server = server
        self.options = options
        state = Mutex(State(recovery: Recovery(backoff: options.backoff)))
    }

    /// What the time is.
    public var clock: any LayerClock { options.clock }

    /// Where failures are told.
    public var logger: Logger? { options.logger }

    /// Whether the server answered when it was last asked.
    public var isConnected: Bool { state.withLock { $0.recovery.isConnected } }

    /// Registers what moves data to the server when it is back. There is one for each name.
    public func onRecovery(_ name: String, _ mover: @escaping Mover) {
        state.withLock { $0.movers[name] = mover }
    }

    /// Does something on the server, or in this process while that is away.
    ///
    /// - Parameter isRepeatable: Whether nothing changes if it is done twice.
    /// - Throws: What `body` throws, except where the server is away and there is a fallback.
    public func run<Result: Sendable>(
        isRepeatable: Bool = false,
        _ body: @Sendable (any RedisClient) async throws -> Result
    ) async throws -> Result {
        if let local = try await localIfAway() { return try await using(local, body) }
        let error: RedisError
        do {
            return try await onServer(isRepeatable, body)
        } catch let failure as RedisError where failure.isUnavailable && options.fallsBack {
            error = failure
        }
        return try await using(try localBecause(of: error), body)
    }

    /// Does something of several steps, all of them in one place.
    ///
    /// - Throws: What `body` throws, also where the server turns out to be away.
    public func runInOnePlace<Result: Sendable>(
        _ body: @Sendable (any RedisClient) async throws -> Result
    ) async throws -> Result {
        if let local = try await localIfAway() { return try await using(local, body) }
        do {
            return try await body(server)
        } catch let error as RedisError where error.isUnavailable {
            state.withLock { noteFailure(&$0, error) }
            throw error
        }
    }

    /// Tries now whether a server that was away is back, and moves what is to be moved. Operations do
    /// so by themselves; a program without operations can call it now and then.
    ///
    /// - Returns: Whether the server is there.
    @discardableResult
    public func recover() async -> Bool {
        let route = state.withLock { state in
            state.recovery.retryNow()
            return state.recovery.begin(at: clock.secondsSince1970)
        }
        switch route {
        case .server: return true
        case .local: return false
        case .recover: return await tryServer()
        }
    }

    /// Closes the server's client. What is in this process and wasn't moved is lost.
    public func close() async {
        await server.close()
        for local in state.withLock({ $0.engines.clients }) { await local.close() }
    }
}

extension CacheStore {
    private func onServer<Result: Sendable>(
        _ isRepeatable: Bool, _ body: @Sendable (any RedisClient) async throws -> Result
    ) async throws -> Result {
        do {
            return try await body(server)
        } catch let error as RedisError
            where error.code == .timeout && options.retriesOnTimeout
            && (isRepeatable || !error.mayHaveRun)
        {
            return try await body(server)
        }
    }

    /// Does something in an engine of this process, which was begun to be used.
    private func using<Result: Sendable>(
        _ local: MemoryClient, _ body: @Sendable (any RedisClient) async throws -> Result
    ) async throws -> Result {
        do {
            let result = try await body(local)
            await end(local)
            return result
        } catch {
            await end(local)
            throw error
        }
    }

    private func end(_ local: MemoryClient) async {
        let isFree = state.withLock { $0.engines.end(local) && $0.recovery.isConnected }
        if isFree { _ = await moveRetired() }
    }

    /// Returns the engine of this process if the server is away; nil if that is to be asked.
    private func localIfAway() async throws -> MemoryClient? {
        guard options.fallsBack else { return nil }
        let (route, local) = try state.withLock { state in
            let route = state.recovery.begin(at: clock.secondsSince1970)
            return (route, route == .local ? try state.engines.begin() : nil)
        }
        guard route == .recover else { return local }
        if await tryServer() { return nil }
        return try state.withLock { try $0.engines.begin() }
    }

    private func localBecause(of error: RedisError) throws -> MemoryClient {
        try state.withLock { state in
            noteFailure(&state, error)
            return try state.engines.begin()
        }
    }

    private func noteFailure(_ state: inout State, _ error: any Error) {
        guard options.fallsBack else { return }
        if state.recovery.isConnected {
            logger?.warning("the server can't be reached: \(error); this process does without it")
        }
        state.recovery.failed(
            at: clock.secondsSince1970, chance: Double.random(in: 0..<1))
    }

    /// Asks a server that was away for a sign of life, and moves to it what is to be moved.
    private func tryServer() async -> Bool {
        do {
            try await server.ping()
        } catch {
            state.withLock { noteFailure(&$0, error) }
            return false
        }
        state.withLock { $0.engines.retire() }
        guard await moveRetired() else { return false }
        state.withLock { state in
            state.recovery.connected()
            state.engines.retire()
        }
        logger?.info("the server is back")
        // What came while the first was moved.
        return await moveRetired()
    }

    /// Moves what is to be moved from engines that nobody uses any longer. Returns false if the server
    /// is away.
    private func moveRetired() async -> Bool {
        while let local = state.withLock({ $0.engines.take() }) {
            let movers = state.withLock { $0.movers.sorted { $0.key < $1.key }.map(\.value) }
            do {
                for mover in movers { try await mover(local, server) }
                await local.close()
            } catch {
                state.withLock { state in
                    state.engines.putBack(local)
                    noteFailure(&state, error)
                }
                return false
            }
        }
        return true
    }
}
