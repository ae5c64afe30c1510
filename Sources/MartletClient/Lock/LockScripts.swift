/// What a lock asks of the server, in one step each.
enum LockScripts {
    /// Takes the lock for a token, and returns the fencing number as digits; null if someone else has
    /// it. Asked again with the same token, as after a reply was lost, it succeeds again.
    ///
    /// The number is the server's time in microseconds, or one more than the last if that is later:
    /// it grows although nothing is kept for ever.
    static let acquire = RedisScript(
        """
        local own = redis.call('GET', KEYS[1]) == ARGV[1]
        if own then
            redis.call('PEXPIRE', KEYS[1], ARGV[2])
        elseif not redis.call('SET', KEYS[1], ARGV[1], 'NX', 'PX', ARGV[2]) then
            return nil
        end
        local time = redis.call('TIME')
        local number = time[1] * 1000000 + time[2]
        local last = tonumber(redis.call('GET', KEYS[2]) or '0')
        if last >= number then number = last + 1 end
        local text = string.format('%.0f', number)
        redis.call('SET', KEYS[2], text, 'PX', 86400000)
        return text
        """)
}
