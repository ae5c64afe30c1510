import MartletClient

/// What the store asks of the server in one step.
enum StatusScripts {
    /// Writes a status, unless there is a final one, which stays; publishes what was written. Returns
    /// the final one, nil if the new one was written.
    ///
    /// `KEYS` status; `ARGV` the status, its seconds to live, the channel.
    static let settle = RedisScript(
        """
        local current = redis.call('GET', KEYS[1])
        if current then
            local isRead, entry = pcall(cjson.decode, current)
            if isRead and type(entry) == 'table'
                and (entry.status == 'completed' or entry.status == 'failed') then
                return current
            end
        end
        redis.call('SETEX', KEYS[1], ARGV[2], ARGV[1])
        redis.call('PUBLISH', ARGV[3], ARGV[1])
        return nil
        """)

    /// Replaces a status by another if it is still the one that was read, and publishes it. Returns
    /// whether it was.
    ///
    /// `KEYS` status; `ARGV` what was read, the new status, its seconds to live, the channel.
    static let replace = RedisScript(
        """
        if redis.call('GET', KEYS[1]) ~= ARGV[1] then return 0 end
        redis.call('SETEX', KEYS[1], ARGV[3], ARGV[2])
        redis.call('PUBLISH', ARGV[4], ARGV[2])
        return 1
        """)
}
