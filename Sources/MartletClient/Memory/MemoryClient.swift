import Synchronization

/// A client of an engine in this process: no socket, no copy over a wire, every command.
///
///     let client = try MemoryClient()
///     try await client.set("greeting", "hello")
///
/// Clients that were made with ``Redis/client(_:options:)`` for the same `martlet://` URL share one
/// engine, as they would share a server.
public final class MemoryClient: RedisClient {
    /// The server that has the data. Whoever has it can look into it without awaiting.
    public let server: Martlet
    private let database: Int
    private let name: String?
    /// Nil once the client was closed.
    private let shared: Mutex<Martlet.Session?>
    private let pushes = Mutex<[ObjectIdentifier: RedisPushes.Buffer]>([:])

    /// Makes a client of a server of this process; of a new one, if none is given.
    ///
    /// - Parameters:
    ///   - database: The number of the database.
    ///   - name: What `CLIENT GETNAME` tells.
    /// - Throws: ``RedisError`` if there is no such database.
    public init(
        of server: Martlet? = nil, database: Int = 0, name: String? = nil
    ) throws(RedisError) {
        do throws(MartletError) {
            if let server {
                self.server = server
            } else {
                self.server = try Martlet.start(.inProcess)
            }
        } catch {
            throw RedisError(error)
        }
        self.database = database
        self.name = name
        shared = Mutex(try Self.session(of: self.server, database, name))
    }

    deinit {
        pushes.withLock { Array($0.values) }.forEach { $0.cancel() }
    }

    /// False: all keys are in one place.
    public var isClustered: Bool { false }

    /// The client itself.
    public var shards: [any RedisCommandRunner] { [self] }

    /// Runs a command on the calling thread, or waits if it blocks.
    public func reply(to command: RedisCommand) async throws -> RESPValue {
        try Task.checkCancellation()
        switch command.kind {
        case .session: throw RedisError.needsSession(command)
        case .pushing: throw RedisError.needsPushes(command)
        case .ordinary:
            return try run { session throws(MartletError) in
                try session.reply(to: command.arguments)
            }
        case .blocking: return try await blockingReply(to: command)
        }
    }

    /// Runs commands one after the other.
    public func replies(to commands: [RedisCommand]) async throws -> [RESPValue] {
        var replies: [RESPValue] = []
        replies.reserveCapacity(commands.count)
        for command in commands { replies.append(try await reply(to: command)) }
        return replies
    }

    /// Runs commands as one, under the engine's lock.
    @discardableResult
    public func transaction(_ commands: [RedisCommand]) async throws -> [RESPValue] {
        try Task.checkCancellation()
        return try run { session throws(MartletError) in
            try session.transaction { queue in
                for command in commands { queue.execute(command.arguments) }
            }
        } ?? []
    }

    /// Calls `body` with a session of its own.
    public func withSession<Result: Sendable>(
        for key: String?, _ body: @Sendable (any RedisSession) async throws -> Result
    ) async throws -> Result {
        try checkIsOpen()
        let session = try Self.session(of: server, database, name)
        defer { session.close() }
        return try await body(MemorySession(session))
    }

    /// Returns what the engine sends a session that runs `commands`.
    public func pushes(
        after commands: [RedisCommand], near key: String?, bufferingAtMost limit: Int
    ) async throws -> RedisPushes {
        try checkIsOpen()
        let session = try Self.session(of: server, database, name)
        for command in commands {
            try Self.translatingErrors { () throws(MartletError) in
                try session.reply(to: command.arguments)
            }.get()
        }
        let buffer = RedisPushes.Buffer(limit: limit)
        let id = ObjectIdentifier(buffer)
        pushes.withLock { $0[id] = buffer }
        let task = Task { await Self.pump(session, into: buffer) }
        buffer.onCancel { [weak self] in
            task.cancel()
            session.close()
            self?.pushes.withLock { $0[id] = nil }
        }
        return RedisPushes(buffer)
    }

    /// Closes the client. The data stay as long as the server is there.
    public func close() async {
        let session = shared.withLock { session in
            defer { session = nil }
            return session
        }
        session?.close()
        pushes.withLock { Array($0.values) }.forEach { $0.cancel() }
    }
}

extension MemoryClient {
    private static func session(
        of server: Martlet, _ database: Int, _ name: String?
    ) throws(RedisError) -> Martlet.Session {
        try translatingErrors { () throws(MartletError) in
            let session = try server.connect()
            try session.execute("HELLO", "3")
            if let name { try session.execute("CLIENT", "SETNAME", name) }
            if database != 0 { try session.execute("SELECT", String(database)) }
            return session
        }
    }

    private static func pump(_ session: Martlet.Session, into buffer: RedisPushes.Buffer) async {
        while !Task.isCancelled, let messages = await session.nextMessages() {
            for case .push(let parts) in messages { buffer.append(.push(parts)) }
        }
        buffer.finish()
    }

    private func checkIsOpen() throws(RedisError) {
        guard shared.withLock({ $0 != nil }) else { throw .closed }
    }

    /// Calls `body` with the session that all commands share. One that was closed, as by CLIENT KILL,
    /// is made anew.
    private func run<Result>(
        _ body: (Martlet.Session) throws(MartletError) -> Result
    ) throws(RedisError) -> Result {
        guard let session = shared.withLock({ $0 }) else { throw .closed }
        do throws(MartletError) {
            return try body(session)
        } catch {
            guard error.code == .closed else { throw RedisError(error) }
        }
        let next = try revive(session)
        return try Self.translatingErrors { () throws(MartletError) in try body(next) }
    }

    private func blockingReply(to command: RedisCommand) async throws -> RESPValue {
        guard let session = shared.withLock({ $0 }) else { throw RedisError.closed }
        do {
            return try await session.executeBlocking(command.arguments)
        } catch let error as MartletError {
            switch error.code {
            case .stopped: throw RedisError(error)
            case .closed: throw RedisError(code: .closed, message: error.message)
            default: return .error(error.description)
            }
        }
    }

    private func revive(_ old: Martlet.Session) throws(RedisError) -> Martlet.Session {
        let new = try Self.session(of: server, database, name)
        let current = shared.withLock { session -> Martlet.Session? in
            if session === old { session = new }
            return session
        }
        guard let current else { throw .closed }
        return current
    }

    fileprivate static func translatingErrors<Result>(
        _ body: () throws(MartletError) -> Result
    ) throws(RedisError) -> Result {
        do throws(MartletError) { return try body() } catch { throw RedisError(error) }
    }
}

/// A session of an engine in this process.
private struct MemorySession: RedisSession {
    private let session: Martlet.Session

    init(_ session: Martlet.Session) {
        self.session = session
    }

    func reply(to command: RedisCommand) async throws -> RESPValue {
        switch command.kind {
        case .pushing: throw RedisError.needsPushes(command)
        case .ordinary, .session:
            return try MemoryClient.translatingErrors { () throws(MartletError) in
                try session.reply(to: command.arguments)
            }
        case .blocking:
            do {
                return try await session.executeBlocking(command.arguments)
            } catch let error as MartletError where ![.stopped, .closed].contains(error.code) {
                return .error(error.description)
            } catch let error as MartletError {
                throw RedisError(error)
            }
        }
    }

    func replies(to commands: [RedisCommand]) async throws -> [RESPValue] {
        var replies: [RESPValue] = []
        for command in commands { replies.append(try await reply(to: command)) }
        return replies
    }
}
