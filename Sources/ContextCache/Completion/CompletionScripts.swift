import MartletClient

/// What the completion cache asks of the server, in one step each. Each asks the order before it changes
/// anything, so that nothing is done by half where that is none.
enum CompletionScripts {
    /// Stores an entry, and returns how many there are.
    ///
    /// KEYS: entry, order, hot keys. ARGV: entry, milliseconds to live, seconds now, completion.
    static let put = RedisScript(
        """
        redis.call('ZADD', KEYS[2], ARGV[3], ARGV[4])
        redis.call('SET', KEYS[1], ARGV[1], 'PX', ARGV[2])
        redis.call('SREM', KEYS[3], ARGV[4])
        return redis.call('ZCARD', KEYS[2])
        """)

    /// Counts a use of an entry, if it is still there and the same; returns how often it was used, 0 if
    /// not. Only the two members that tell of its use are replaced, where they are at the end of the
    /// text: no other use is lost, an entry that was removed stays so, and the text stays Python's.
    ///
    /// KEYS: entry, order, hot keys, requests, hits. ARGV: when it was put, time now, seconds now,
    /// completion, milliseconds to live (0: as before), uses of a hot key.
    static let touch = RedisScript(
        """
        redis.call('ZSCORE', KEYS[2], ARGV[4])
        redis.call('INCR', KEYS[4])
        redis.call('INCR', KEYS[5])
        local entry = redis.call('GET', KEYS[1])
        if not entry then return 0 end
        local before, between, count, after = string.match(
            entry, '^(.*"last_accessed": ?")[^"]*(", ?"access_count": ?)(%d+)(.*)$')
        if not count then return 0 end
        local created = string.match(before, '.*"created_at": ?"([^"]*)"')
        if created ~= ARGV[1] then return 0 end
        count = tonumber(count) + 1
        entry = before .. ARGV[2] .. between .. string.format('%.0f', count) .. after
        if ARGV[5] == '0' then
            redis.call('SET', KEYS[1], entry, 'XX', 'KEEPTTL')
        else
            redis.call('SET', KEYS[1], entry, 'XX', 'PX', ARGV[5])
            redis.call('ZADD', KEYS[2], ARGV[3], ARGV[4])
        end
        if count > tonumber(ARGV[6]) then redis.call('SADD', KEYS[3], ARGV[4]) end
        return count
        """)

    /// Counts a request that found nothing, removes the entry if it is the one that is too old, and
    /// what tells of it if there is none.
    ///
    /// KEYS: entry, order, hot keys, requests, misses. ARGV: completion, the old entry or nothing.
    static let miss = RedisScript(
        """
        redis.call('ZSCORE', KEYS[2], ARGV[1])
        redis.call('INCR', KEYS[4])
        redis.call('INCR', KEYS[5])
        if ARGV[2] ~= '' and redis.call('GET', KEYS[1]) == ARGV[2] then
            redis.call('DEL', KEYS[1])
        end
        if redis.call('EXISTS', KEYS[1]) == 0 then
            redis.call('ZREM', KEYS[2], ARGV[1])
            redis.call('SREM', KEYS[3], ARGV[1])
        end
        return 0
        """)

    /// Removes entries and what tells of them; returns how many there were, and adds that to the
    /// counter if it is asked to.
    ///
    /// KEYS: order, hot keys, counter, entries. ARGV: whether to count, completions.
    static let remove = RedisScript(
        """
        local count = 0
        for place = 2, #ARGV do
            redis.call('ZREM', KEYS[1], ARGV[place])
            count = count + redis.call('DEL', KEYS[place + 2])
            redis.call('SREM', KEYS[2], ARGV[place])
        end
        if ARGV[1] == '1' and count > 0 then redis.call('INCRBY', KEYS[3], count) end
        return count
        """)

    /// Removes what tells of completions that have no entry; returns how many those were.
    ///
    /// KEYS: order, hot keys, entries. ARGV: completions.
    static let forget = RedisScript(
        """
        local count = 0
        for place = 1, #ARGV do
            if redis.call('EXISTS', KEYS[place + 2]) == 0 then
                count = count + redis.call('ZREM', KEYS[1], ARGV[place])
                redis.call('SREM', KEYS[2], ARGV[place])
            end
        end
        return count
        """)

    /// Makes a sorted set of the list that the first version of the Python program kept the order in:
    /// what it names is older than all that is used from now on. Returns whether there was one.
    ///
    /// KEYS: order.
    static let convert = RedisScript(
        """
        if redis.call('TYPE', KEYS[1]).ok ~= 'list' then return 0 end
        local names = redis.call('LRANGE', KEYS[1], 0, -1)
        redis.call('DEL', KEYS[1])
        for place, name in ipairs(names) do redis.call('ZADD', KEYS[1], place, name) end
        return 1
        """)
}
