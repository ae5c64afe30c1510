import MartletClient

/// What moves messages, in one step each.
enum BatchScripts {
    /// Removes the first `ARGV[1]` elements and returns them.
    static let pop = RedisScript(
        """
        local messages = redis.call('LRANGE', KEYS[1], 0, ARGV[1] - 1)
        if #messages > 0 then redis.call('LTRIM', KEYS[1], ARGV[1], -1) end
        return messages
        """)

    /// Moves the oldest messages and all conversations into a batch, and returns both. Returns null if
    /// the lock isn't the caller's.
    ///
    /// `KEYS` lock, messages, their batch, conversations, their batch, tokens of batches; `ARGV` token
    /// of the lock and the batch, number of messages, seconds to live.
    static let take = RedisScript(
        """
        if redis.call('GET', KEYS[1]) ~= ARGV[1] then return nil end
        redis.call('SADD', KEYS[6], ARGV[1])
        redis.call('EXPIRE', KEYS[6], ARGV[3])
        local messages = {}
        if tonumber(ARGV[2]) > 0 then
            messages = redis.call('LRANGE', KEYS[2], 0, ARGV[2] - 1)
        end
        for _, message in ipairs(messages) do redis.call('RPUSH', KEYS[3], message) end
        if #messages > 0 then
            redis.call('LTRIM', KEYS[2], #messages, -1)
            redis.call('EXPIRE', KEYS[3], ARGV[3])
        end
        local turns = redis.call('LRANGE', KEYS[4], 0, -1)
        if #turns > 0 then
            redis.call('RENAME', KEYS[4], KEYS[5])
            redis.call('EXPIRE', KEYS[5], ARGV[3])
        end
        return {messages, turns}
        """)

    /// Moves the last `ARGV[1]` messages of a batch back to where they were, all if negative; then
    /// the conversations too, and the batch is over. Returns how many messages were moved.
    ///
    /// `KEYS` messages, their batch, conversations, their batch, tokens of batches; `ARGV` number, token
    /// of the batch, most messages, their seconds to live, most conversations, their seconds to live.
    static let putBack = RedisScript(
        """
        local function move(from, to, count, most, seconds)
            local moved = 0
            while moved ~= count and redis.call('LMOVE', from, to, 'RIGHT', 'LEFT') do
                moved = moved + 1
            end
            if moved > 0 then
                redis.call('LTRIM', to, -tonumber(most), -1)
                redis.call('EXPIRE', to, seconds)
            end
            return moved
        end
        local count = tonumber(ARGV[1])
        local moved = move(KEYS[2], KEYS[1], count, ARGV[3], ARGV[4])
        if count < 0 then
            move(KEYS[4], KEYS[3], -1, ARGV[5], ARGV[6])
            redis.call('SREM', KEYS[5], ARGV[2])
        end
        return moved
        """)

    /// Removes a batch that was absorbed, if the lock is still the caller's. Returns whether it is.
    ///
    /// `KEYS` lock, batch of messages, batch of conversations, tokens of batches; `ARGV` token.
    static let finish = RedisScript(
        """
        if redis.call('GET', KEYS[1]) ~= ARGV[1] then return 0 end
        redis.call('DEL', KEYS[2], KEYS[3])
        redis.call('SREM', KEYS[4], ARGV[1])
        return 1
        """)
}
