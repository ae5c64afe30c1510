import MartletClient

/// What the chat buffer asks of the server, in one step each. A flush's scripts do nothing unless the
/// lock, KEYS[1], still holds the token, ARGV[1]: whoever lost it can't remove a message.
enum ChatScripts {
    /// Moves all messages of the buffer, KEYS[2], behind those that an earlier flush left in KEYS[3],
    /// and returns them all; an error if the lock was lost.
    static let take = RedisScript(
        """
        if redis.call('GET', KEYS[1]) ~= ARGV[1] then
            return redis.error_reply('LOCKLOST the lock of the flush was lost')
        end
        if redis.call('EXISTS', KEYS[3]) == 0 then
            if redis.call('EXISTS', KEYS[2]) == 0 then return {} end
            redis.call('RENAME', KEYS[2], KEYS[3])
        else
            while redis.call('LMOVE', KEYS[2], KEYS[3], 'LEFT', 'RIGHT') do end
        end
        redis.call('PEXPIRE', KEYS[3], ARGV[2])
        return redis.call('LRANGE', KEYS[3], 0, -1)
        """)

    /// Removes the messages that were handed over; returns whether the lock was held.
    static let finish = RedisScript(
        """
        if redis.call('GET', KEYS[1]) ~= ARGV[1] then return 0 end
        redis.call('DEL', KEYS[2])
        return 1
        """)

    /// Puts the messages back before those that came meanwhile; returns whether the lock was held.
    static let putBack = RedisScript(
        """
        if redis.call('GET', KEYS[1]) ~= ARGV[1] then return 0 end
        while redis.call('LMOVE', KEYS[3], KEYS[2], 'RIGHT', 'LEFT') do end
        if redis.call('EXISTS', KEYS[2]) == 1 then redis.call('PEXPIRE', KEYS[2], ARGV[2]) end
        return 1
        """)

    /// Adds messages of another place behind those in KEYS[1], but for those that are in it or in
    /// KEYS[2] already: such as one whose push had no answer although it was done.
    static let adopt = RedisScript(
        """
        for place = 2, #ARGV do
            local message = ARGV[place]
            if not redis.call('LPOS', KEYS[1], message)
                and not redis.call('LPOS', KEYS[2], message) then
                redis.call('RPUSH', KEYS[1], message)
            end
        end
        if redis.call('EXISTS', KEYS[1]) == 1 then redis.call('PEXPIRE', KEYS[1], ARGV[1]) end
        return redis.call('LLEN', KEYS[1])
        """)
}
