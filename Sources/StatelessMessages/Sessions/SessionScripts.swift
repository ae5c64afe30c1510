import MartletClient

/// What the layer asks of the server for a session in one step each.
enum SessionScripts {
    /// Makes a session, unless there is one; returns whether it did.
    ///
    /// `KEYS` session; `ARGV` the fields with their values.
    static let create = RedisScript(
        """
        if redis.call('EXISTS', KEYS[1]) == 1 then return 0 end
        redis.call('HSET', KEYS[1], unpack(ARGV))
        return 1
        """)

    /// Closes a session; returns whether there is one.
    ///
    /// `KEYS` session.
    static let close = RedisScript(
        """
        if redis.call('EXISTS', KEYS[1]) == 0 then return 0 end
        redis.call('HSET', KEYS[1], 'is_closed', '1')
        return 1
        """)

    /// Forgets a session that has no messages any longer; returns whether it has none.
    ///
    /// `KEYS` session, index.
    static let forget = RedisScript(
        """
        if redis.call('ZCARD', KEYS[2]) > 0 then return 0 end
        redis.call('DEL', KEYS[1])
        return 1
        """)
}
