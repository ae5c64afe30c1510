@_exported import Martlet

/// A client of a Redis server, of a Redis Cluster, or of the engine in this process: whoever uses
/// it needn't know which.
///
///     let client = try Redis.client("martlet://memory")
///     try await client.set("greeting", "hello", expiry: .seconds(60))
///     let greeting = try await client.get("greeting")     // "hello"
///     await client.close()
///
/// A client can be used from any task, by many at once: their commands share connections, and
/// nobody waits for another's reply. What changes or holds a connection has connections of its own:
/// commands that block, ``withSession(for:_:)``, ``pushes(after:near:bufferingAtMost:)``.
///
/// A task that is cancelled gets a `CancellationError`; nothing of the client is used up by it. Any
/// other error is a ``RedisError``.
public protocol RedisClient: RedisCommandRunner {
    /// Whether the keys are spread over the nodes of a cluster. Then the keys of one command, script
    /// or transaction have to be in one slot: by a hash tag, as in `{user:1}:name`.
    var isClustered: Bool { get }

    /// What has a part of the keys each: the masters of a cluster, else the client itself.
    ///
    /// - Throws: ``RedisError`` if no node of a cluster answers.
    var shards: [any RedisCommandRunner] { get async throws }

    /// Runs commands as one: no other client's command comes between them. Returns their replies in
    /// order, of which some may be errors: what comes behind an error runs nevertheless.
    ///
    ///     try await client.transaction([.incr("account:1", by: -5), .incr("account:2", by: 5)])
    ///
    /// - Throws: ``RedisError``: the error of the first command that can't be queued, such as one
    ///   that there isn't; then none ran.
    @discardableResult
    func transaction(_ commands: [RedisCommand]) async throws -> [RESPValue]

    /// Calls `body` with a connection of its own, which may watch keys, queue a transaction, or
    /// change its own state. In a cluster the connection goes to the node of `key`.
    ///
    /// - Throws: ``RedisError`` with the code ``RedisError/Code/queueFull`` if too many connections
    ///   are in use; and what `body` throws.
    func withSession<Result: Sendable>(
        for key: String?, _ body: @Sendable (any RedisSession) async throws -> Result
    ) async throws -> Result

    /// Makes a connection of its own, runs commands there, and returns what the server sends it
    /// unasked. After a loss the connection is made anew, and the commands run again.
    ///
    /// ``subscribe(to:patterns:bufferingAtMost:)`` and ``invalidations(of:bufferingAtMost:)`` are
    /// made of it.
    ///
    /// - Parameters:
    ///   - commands: What makes the server send something, such as `SUBSCRIBE`.
    ///   - key: In a cluster, the key or shard channel whose node to connect to.
    ///   - limit: How many pushes wait for the reader at most; with more the oldest are dropped, and
    ///     the reader is told of a gap.
    func pushes(
        after commands: [RedisCommand], near key: String?, bufferingAtMost limit: Int
    ) async throws -> RedisPushes

    /// Closes all connections. Commands that wait and those that come later fail with
    /// ``RedisError/Code/closed``, sequences end. Further calls do nothing.
    func close() async
}

extension RedisClient {
    /// Calls `body` with a connection of its own, as ``withSession(for:_:)`` does, to any node.
    public func withSession<Result: Sendable>(
        _ body: @Sendable (any RedisSession) async throws -> Result
    ) async throws -> Result {
        try await withSession(for: nil, body)
    }
}

/// A connection that belongs to one caller.
///
/// Besides all else it takes the commands that change a connection: WATCH, MULTI, SELECT, ….
public protocol RedisSession: RedisCommandRunner {}

/// What runs commands: a client, a node of a cluster, or a session.
public protocol RedisCommandRunner: Sendable {
    /// Runs a command and returns its reply, also where that is an error of the server's.
    ///
    /// - Throws: ``RedisError`` where there is no reply; `CancellationError`.
    func reply(to command: RedisCommand) async throws -> RESPValue

    /// Runs commands in one go, one after the other, and returns their replies in order, also where
    /// they are errors of the server's. Other clients' commands may come between.
    ///
    /// - Throws: ``RedisError`` where replies are missing; `CancellationError`.
    func replies(to commands: [RedisCommand]) async throws -> [RESPValue]
}

extension RedisCommandRunner {
    /// Runs a command and returns its reply.
    ///
    ///     try await client.send(RedisCommand("LPOS", "queue", "42"))
    ///
    /// - Throws: ``RedisError``: what the server replied with as an error, or why there is no reply;
    ///   `CancellationError`.
    @discardableResult
    public func send(_ command: RedisCommand) async throws -> RESPValue {
        try await reply(to: command).get()
    }

    /// Runs a command of its name and arguments, and returns its reply.
    ///
    ///     try await client.send("LPOS", "queue", "42")
    ///
    /// - Throws: ``RedisError``; `CancellationError`.
    @discardableResult
    public func send(_ name: String, _ arguments: any RedisArgument...) async throws -> RESPValue {
        try await reply(to: RedisCommand(name, with: arguments)).get()
    }
}
