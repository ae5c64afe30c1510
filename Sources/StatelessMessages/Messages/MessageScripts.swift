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

    /// Returns whether a content is another message's, which may have expired.
    private static let ownership = """
        local function belongsToAnother(key, message)
            local owner = redis.call('HGET', key, 'message_id')
            return owner and owner ~= message
        end

        """

    /// Ends the run of a task. If another run began the task, that one is accountable for what this made.
    private static let runs = """
        local function endRun(runs, task)
            local ended = runs[task]
            runs[task] = nil
            for _, other in pairs(runs) do
                for _, begun in ipairs(other.tasks or {}) do
                    if begun == task then
                        for _, list in ipairs({'written', 'blocks', 'tasks'}) do
                            for _, item in ipairs(ended[list] or {}) do
                                other[list] = other[list] or {}
                                table.insert(other[list], item)
                            end
                        end
                        local written = other.written or {}
                        table.sort(written, function(a, b) return a[1] < b[1] end)
                        return
                    end
                end
            end
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
    /// Returns an integer if it isn't made: 0 if the session is closed, else the number of the content that
    /// is another message's.
    static let create = RedisScript(
        publish + ownership + """
            local fields = redis.call('HGETALL', KEYS[1])
            if #fields > 0 then return fields end
            if redis.call('HGET', KEYS[4], 'is_closed') == '1' then return 0 end
            for index = 5, #KEYS do
                if belongsToAnother(KEYS[index], ARGV[1]) then return index - 4 end
            end
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
    /// or its blocks or tasks aren't those that the change depends on, or another worker has the task
    /// that the change comes from, or another message has the content that is new.
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
    /// 16. what else there is to it, or nothing: JSON with `task` and `attempt`, the run that it comes from;
    ///     `block` and `begun`, what that made; `ends`, whether it is over; `exact`, whether the message
    ///     has to be as the caller knows it, and `fields`, what is written then; `events`, those behind
    ///     the first one
    /// 17. the fields, with their values, of the first content, if it is new
    ///
    /// The field `runs` has for each task that a worker is at, its attempt, the parts of the text that
    /// are the run's (where they begin and how many bytes they have), its blocks and its tasks. When a run
    /// ends whose task another run began, what it made is that one's.
    ///
    /// Returns an outcome, for `done` the event's sequence and id, and the fields of the message if the
    /// caller doesn't know them.
    static let change = RedisScript(
        publish + ownership + runs + """
            local old = redis.call('HMGET', KEYS[1], 'sequence', 'is_complete', 'text',
                'content_blocks', 'tasks', 'runs')
            if redis.call('EXISTS', KEYS[1]) == 0 then return {'missing'} end
            if old[2] == '1' then return {'complete', redis.call('HGETALL', KEYS[1])} end
            local more = ARGV[16] ~= '' and cjson.decode(ARGV[16]) or {}
            local runs = more.task and cjson.decode(old[6] or '{}')
            local run = runs and runs[more.task]
            if more.task and not (run and run.attempt == more.attempt) then return {'lost'} end
            local function differs(digest, text)
                return digest ~= '' and digest ~= redis.sha1hex(text or '')
            end
            local known = old[1] or '0'
            if differs(ARGV[2], old[4] or '[]') or differs(ARGV[3], old[5] or '{}')
                or (more.exact and known ~= ARGV[1]) then
                return {'conflict', redis.call('HGETALL', KEYS[1])}
            end
            if ARGV[17] and belongsToAnother(KEYS[3], ARGV[7]) then return {'taken'} end
            local events = more.events or {}
            table.insert(events, 1, {ARGV[9], ARGV[10]})
            local sequence = string.format('%.0f', tonumber(known) + #events)
            local fields = {'sequence', sequence, 'updated_at', ARGV[4]}
            local function set(name, value)
                fields[#fields + 1] = name
                fields[#fields + 1] = value
            end
            if ARGV[11] ~= '' then set('text', (old[3] or '') .. ARGV[11]) end
            if ARGV[12] ~= '' then set('content_blocks', ARGV[12]) end
            if ARGV[13] ~= '' then set('tasks', ARGV[13]) end
            if ARGV[14] == '1' then set('is_complete', '1') end
            for name, value in pairs(more.fields or {}) do set(name, value) end
            local function note(list, item)
                run[list] = run[list] or {}
                table.insert(run[list], item)
            end
            if run then
                local start, size = #(old[3] or ''), #ARGV[11]
                local last = run.written and run.written[#run.written]
                if last and last[1] + last[2] == start then
                    last[2] = last[2] + size
                elseif size > 0 then
                    note('written', {start, size})
                end
                if more.block then note('blocks', more.block) end
                if more.begun then note('tasks', more.begun) end
                if more.ends then endRun(runs, more.task) end
                set('runs', cjson.encode(runs))
            end
            redis.call('HSET', KEYS[1], unpack(fields))
            if runs and not next(runs) then redis.call('HDEL', KEYS[1], 'runs') end
            if ARGV[17] then redis.call('HSET', KEYS[3], unpack(ARGV, 17)) end
            local id
            for number, event in ipairs(events) do
                id = publish(KEYS[2], event[1], ARGV[7], ARGV[8],
                    string.format('%.0f', tonumber(known) + number), event[2], ARGV[4], ARGV[6])
            end
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
