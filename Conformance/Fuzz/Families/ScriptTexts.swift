/// Scripts that are run with random arguments.
enum ScriptTexts {
    static let wrappers = [
        "return redis.call(unpack(ARGV))",
        "return redis.pcall(unpack(ARGV))",
        "redis.setresp(3) return redis.call(unpack(ARGV))",
        "local r = redis.pcall(unpack(ARGV)) return {r, type(r)}",
        "local r = redis.pcall(unpack(ARGV)) if type(r) == 'table' and r.err then return r.err end return r",
    ]

    /// Returns the text of a library of one function. All have one name: in which order several are told
    /// follows from a hash table's seed.
    static func library(of function: String) -> [UInt8] {
        Array(
            """
            #!lua name=fuzz
            redis.register_function('\(function)', function(k, a) return redis.call('SET', k[1], a[1]) end)
            """.utf8)
    }

    static let templates = """
        EVAL "return {ARGV[1], tonumber(ARGV[2]), #ARGV, #KEYS, KEYS[1]}" 1 <key> <value> <float>
        EVAL "return tonumber(ARGV[1])" 0 <float>
        EVAL "return tostring(tonumber(ARGV[1]))" 0 <float>
        EVAL "return {1, 2.9, -3.9, 'x', {ok='fine'}, {err='MY error'}, true, false, 7}" 0
        EVAL "return {double=3.25}" 0
        EVAL "return redis.error_reply(ARGV[1])" 0 <text>
        EVAL "return redis.status_reply(ARGV[1])" 0 <text>
        EVAL "return cjson.encode({a=ARGV[1], b={1,2,3}})" 0 <text>
        EVAL "return cjson.encode(cjson.decode(ARGV[1]))" 0 (<number>|<float>|{"a":1}|null|true)
        EVAL "return {cmsgpack.unpack(cmsgpack.pack(ARGV[1], tonumber(ARGV[2])))}" 0 <value> <number>
        EVAL "return cmsgpack.pack(tonumber(ARGV[1]))" 0 <float>
        EVAL "return struct.pack('>I4h', tonumber(ARGV[1]), 3)" 0 <count>
        EVAL "return redis.sha1hex(ARGV[1])" 0 <value>
        EVAL "return bit.band(tonumber(ARGV[1]), 255)" 0 <number>
        EVAL "return {string.format('%s %d %5.2f', ARGV[1], 7, tonumber(ARGV[2]))}" 0 <text> <float>
        EVAL "for i = 1, math.min(tonumber(ARGV[1]), 50) do redis.call('RPUSH', KEYS[1], i) end return redis.call('LLEN', KEYS[1])" 1 <list> <count>
        EVAL "redis.call('SET', KEYS[1], ARGV[1]) return redis.call('GET', KEYS[1])" #<string> <value>
        EVAL "redis.call('SET', KEYS[1], 'x') return redis.call('INCR', KEYS[1])" 1 <string>
        EVAL "return redis.call('GET', KEYS[1]) == false" 1 <string>
        EVAL_RO "return redis.call('GET', KEYS[1])" 1 <string>
        EVAL_RO "return redis.call('SET', KEYS[1], 1)" 1 <string>
        EVAL "#!lua\\nreturn 1" 0
        EVAL "#!lua flags=no-writes\\nreturn redis.call('SET', KEYS[1], 1)" 1 <string>
        EVAL "return nosuch" 0
        EVAL "return {" 0
        EVAL "error('boom')" 0
        EVAL "error({err='CODE boom'})" 0
        SCRIPT LOAD "return KEYS[1]" ;; EVALSHA 4a2267357833227dd98abdedb8cf24b15a986445 #<key> ;; SCRIPT EXISTS 4a2267357833227dd98abdedb8cf24b15a986445 x
        EVALSHA ffffffffffffffffffffffffffffffffffffffff 0
        EVALSHA_RO ffffffffffffffffffffffffffffffffffffffff 0
        SCRIPT LOAD "return redis.call('GET', KEYS[1])" ;; EVALSHA_RO d3c21d0c2b9ca22f82737626a27bcaf5d288f99f 1 <key>
        SCRIPT FLUSH [ASYNC|SYNC]
        SCRIPT KILL
        FUNCTION LOAD REPLACE "#!lua name=fuzz\\nredis.register_function('fset', function(keys, args) return redis.call('SET', keys[1], args[1]) end)" ;; FCALL fset #<string> <value>
        FCALL fset 1 <string> <value>
        FCALL_RO fset 1 <string> <value>
        FUNCTION LIST [LIBRARYNAME (f*|nosuch)] [WITHCODE]
        FUNCTION (DUMP|KILL|STATS)
        FUNCTION FLUSH [ASYNC|SYNC]
        2* FUNCTION RESTORE <library> [FLUSH|APPEND|REPLACE]
        FCALL oset #<string> <value>
        FUNCTION DELETE fuzz
        """
}
