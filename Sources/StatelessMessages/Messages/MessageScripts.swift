import MartletClient

/// What the layer asks of the server in one step each: an event is written with what it tells of, or
/// neither is.
enum MessageScripts {
    private static let publish = """
        local function publish(key, kind, message, session, sequence, payload, now, length)
            return redis.call('XADD', key, 'MAXLEN', '~', length, '*', 'event_type', kind,
                'message_id', message, 'session_id', session, 'sequence', sequence,
                'payload', payload, 'timestamp', now)
        end

        """

    /// Makes a message with all that it has from its beginning, unless there is one: then its fields are
    /// returned, else none.
    ///
    /// `KEYS` message, stream, index, session, large contents; `ARGV`
    /// 1. the message's id and 2. the session's, 3. now
    /// 4. what the message and its stream live in milliseconds, 5. the stream's length
    /// 6. the score, 7. what contents live in milliseconds
    /// 8. the events, each with its payload, and 9. for each content its fields with their values: JSON
    /// 10. the fields with their values
    ///
    /// Returns an integer if the session is closed.
    static let create = RedisScript(
        publish + """
            local fields = redis.call('HGETALL', KEYS[1])
            if #fields > 0 then return fields end
            if redis.call('HGET', KEYS[4], 'is_closed') == '1' then return 0 end
            redis.call('DEL', KEYS[2])
            redis.call('HSET', KEYS[1], unpack(ARGV, 10))
            for number, event in ipairs(cjson.decode(ARGV[8])) do
                publish(KEYS[2], event[1], ARGV[1], ARGV[2], number, event[2], ARGV[3], ARGV[5])
            end
            for number, content in ipairs(cjson.decode(ARGV[9])) do
                redis.call('HSET', KEYS[4 + number], unpack(content))
                redis.call('PEXPIRE', KEYS[4 + number], ARGV[7])
            end
            redis.call('ZADD', KEYS[3], ARGV[6], ARGV[1])
            redis.call('PEXPIRE', KEYS[1], ARGV[4])
            redis.call('PEXPIRE', KEYS[2], ARGV[4])
            return {}
            """)

    /// Changes a message and writes the event that tells of it, unless the message is gone or complete,
    /// or its blocks or tasks aren't those that the change depends on.
    ///
    /// `KEYS` message, stream, the contents that live on; `ARGV`
    /// 1. the sequence that the caller knows
    /// 2. the digests of the blocks and 3. of the tasks that it knows; empty if they don't matter
    /// 4. now, 5. what the message and its stream live in milliseconds, 6. the stream's length
    /// 7. the message's id and 8. the session's
    /// 9. the event and 10. its payload
    /// 11. what is added to the text
    /// 12. the blocks and 13. the tasks; empty if they stay
    /// 14. `1` if the message is complete now
    /// 15. what contents live in milliseconds
    /// 16. the fields, with their values, of the first content, if it is new
    ///
    /// Returns an outcome, for `done` the event's sequence and id, and the fields of the message if the
    /// caller doesn't know them.
    static let change = RedisScript(
        publish + """
            local old = redis.call('HMGET', KEYS[1], 'sequence', 'is_complete', 'text',
                'content_blocks', 'tasks')
            if redis.call('EXISTS', KEYS[1]) == 0 then return {'missing'} end
            if old[2] == '1' then return {'complete', redis.call('HGETALL', KEYS[1])} end
            local function differs(digest, text)
                return digest ~= '' and digest ~= redis.sha1hex(text or '')
            end
            if differs(ARGV[2], old[4] or '[]') or differs(ARGV[3], old[5] or '{}') then
                return {'conflict', redis.call('HGETALL', KEYS[1])}
            end
            local known = old[1] or '0'
            local sequence = string.format('%.0f', tonumber(known) + 1)
            local fields = {'sequence', sequence, 'updated_at', ARGV[4]}
            local function set(name, value)
                fields[#fields + 1] = name
                fields[#fields + 1] = value
            end
            if ARGV[11] ~= '' then set('text', (old[3] or '') .. ARGV[11]) end
            if ARGV[12] ~= '' then set('content_blocks', ARGV[12]) end
            if ARGV[13] ~= '' then set('tasks', ARGV[13]) end
            if ARGV[14] == '1' then set('is_complete', '1') end
            redis.call('HSET', KEYS[1], unpack(fields))
            if ARGV[16] then redis.call('HSET', KEYS[3], unpack(ARGV, 16)) end
            local id = publish(KEYS[2], ARGV[9], ARGV[7], ARGV[8], sequence, ARGV[10], ARGV[4],
                ARGV[6])
            redis.call('PEXPIRE', KEYS[1], ARGV[5])
            redis.call('PEXPIRE', KEYS[2], ARGV[5])
            for index = 3, #KEYS do redis.call('PEXPIRE', KEYS[index], ARGV[15]) end
            if known == ARGV[1] then return {'done', sequence, id} end
            return {'done', sequence, id, redis.call('HGETALL', KEYS[1])}
            """)

    /// Removes from a session's index the messages that are gone; returns how many.
    ///
    /// `KEYS` index, messages; `ARGV` their ids.
    static let prune = RedisScript(
        """
        local count = 0
        for index, id in ipairs(ARGV) do
            if redis.call('EXISTS', KEYS[index + 1]) == 0 then
                count = count + redis.call('ZREM', KEYS[1], id)
            end
        end
        return count
        """)
}
