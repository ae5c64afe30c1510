/// A script in Lua, which a server runs as one.
///
///     let take = RedisScript("""
///         local batch = redis.call('LRANGE', KEYS[1], 0, ARGV[1] - 1)
///         redis.call('LTRIM', KEYS[1], ARGV[1], -1)
///         return batch
///         """)
///     let batch = try await client.run(take, keys: ["jobs"], arguments: [10])
///
/// It is sent by its digest, and as a whole only to a server that doesn't know it yet.
public struct RedisScript: Hashable, Sendable {
    /// The program.
    public let source: String
    /// What EVALSHA knows the script by: its SHA-1, as 40 hexadecimal digits.
    public let digest: String

    /// Makes a script of its program.
    public init(_ source: String) {
        self.source = source
        digest = ScriptDigest.hex(of: source)
    }

    /// Returns the command that runs the script, sent as a whole: what a transaction or a pipeline
    /// needs, where nobody could repeat a command that the server doesn't know.
    public func eval(keys: [String], arguments: [any RedisArgument] = []) -> RedisCommand {
        RedisCommand("EVAL", with: [source, keys.count] + keys + arguments)
    }

    /// Returns the command that runs the script by its digest.
    public func evalSHA(keys: [String], arguments: [any RedisArgument] = []) -> RedisCommand {
        RedisCommand("EVALSHA", with: [digest, keys.count] + keys + arguments)
    }
}

extension RedisCommandRunner {
    /// Runs a script, and returns what it returns.
    ///
    /// - Parameters:
    ///   - keys: All keys that the script uses. In a cluster they have to be in one slot.
    ///   - arguments: What the script finds in `ARGV`.
    /// - Throws: ``RedisError``: what the server or the script replied with as an error.
    @discardableResult
    public func run(
        _ script: RedisScript, keys: [String] = [], arguments: [any RedisArgument] = []
    ) async throws -> RESPValue {
        let reply = try await reply(to: script.evalSHA(keys: keys, arguments: arguments))
        guard reply.error?.code == .noScript else { return try reply.get() }
        return try await send(script.eval(keys: keys, arguments: arguments))
    }
}

/// What locks are made of: who holds one has a token that nobody else knows.
extension RedisScript {
    /// Removes `KEYS[1]` if it holds `ARGV[1]`; returns 1 if it did, else 0.
    public static let deleteIfEqual = RedisScript(
        """
        if redis.call('GET', KEYS[1]) ~= ARGV[1] then return 0 end
        return redis.call('DEL', KEYS[1])
        """)

    /// Lets `KEYS[1]` live for `ARGV[2]` milliseconds if it holds `ARGV[1]`; returns 1 if it does, else
    /// 0.
    public static let expireIfEqual = RedisScript(
        """
        if redis.call('GET', KEYS[1]) ~= ARGV[1] then return 0 end
        return redis.call('PEXPIRE', KEYS[1], ARGV[2])
        """)
}
