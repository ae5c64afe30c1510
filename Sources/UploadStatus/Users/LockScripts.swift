import MartletClient

/// What a lock asks of the server in one step: `KEYS` lock; `ARGV` token.
enum LockScripts {
    /// Frees the lock if the token has it; returns whether it had.
    static let release = RedisScript(
        """
        if redis.call('GET', KEYS[1]) ~= ARGV[1] then return 0 end
        return redis.call('DEL', KEYS[1])
        """)

    /// Lets the lock live `ARGV[2]` seconds if the token has it; returns whether it has.
    static let extend = RedisScript(
        """
        if redis.call('GET', KEYS[1]) ~= ARGV[1] then return 0 end
        return redis.call('EXPIRE', KEYS[1], ARGV[2])
        """)
}
