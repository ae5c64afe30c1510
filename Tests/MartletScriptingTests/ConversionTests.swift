import Testing

/// Values between Lua and the protocol.
@Suite struct ConversionTests {
    @Test(arguments: [
        ("return 3.99", ":3|"), ("return -3.99", ":-3|"), ("return 1e30", ":-9223372036854775808|"),
        ("return 'x'", "$1|x|"), ("return true", ":1|"), ("return false", "$-1|"),
        ("return nil", "$-1|"), ("return", "$-1|"), ("return {1, 'a', nil, 3}", "*2|:1|$1|a|"),
        ("return {ok = 'fine'}", "+fine|"), ("return {err = 'MY bad'}", "-MY bad|"),
        ("return {double = 0.5}", "$3|0.5|"), ("return {map = {a = 1}}", "*2|$1|a|:1|"),
        ("return {set = {a = true}}", "*1|$1|a|"), ("return {big_number = '12'}", "$2|12|"),
        ("return {verbatim_string = {format = 'txt', string = 'x'}}", "$1|x|"),
        ("return {{{}}, {1, {2}}}", "*2|*1|*0|*2|:1|*1|:2|"), ("return function() end", "$-1|"),
    ])
    func valuesBecomeReplies(script: String, reply: String) {
        var engine = ScriptEngine()
        #expect(engine.eval(script) == reply)
    }

    @Test(arguments: [
        ("return true", "#t|"), ("return false", "#f|"), ("return nil", "_|"),
        ("return {double = 0.5}", ",0.5|"), ("return {map = {a = 1}}", "%1|$1|a|:1|"),
        ("return {set = {a = true}}", "~1|$1|a|"), ("return {big_number = '12'}", "(12|"),
        ("return {verbatim_string = {format = 'tx', string = 'x'}}", "=5|tx :x|"),
    ])
    func valuesBecomeRepliesOfRESP3(script: String, reply: String) {
        var engine = ScriptEngine()
        _ = engine.run("HELLO", "3")
        #expect(engine.eval("redis.setresp(3) " + script) == reply)
    }

    @Test(arguments: [
        ("redis.call('set', 'k', 'v')", "return type(r) .. r.ok", "$7|tableOK|"),
        ("redis.call('get', 'k')", "return r", "$1|v|"),
        ("redis.call('get', 'none')", "return tostring(r)", "$5|false|"),
        ("redis.call('strlen', 'k')", "return type(r)", "$6|number|"),
        ("redis.call('mget', 'k', 'none', 'k')", "return #r", ":3|"),
        ("redis.pcall('lpush', 'k', 'a')", "return r.err", "$65|WRONGTYPE"),
    ])
    func repliesBecomeValues(command: String, script: String, reply: String) {
        var engine = ScriptEngine()
        _ = engine.run("SET", "k", "v")
        #expect(engine.eval("local r = \(command) \(script)").hasPrefix(reply))
    }

    @Test func largeValuesArePassedOn() {
        var engine = ScriptEngine()
        _ = engine.eval("redis.call('set', 'k', ('x'):rep(200000))")
        #expect(engine.eval("return #redis.call('get', 'k')") == ":200000|")
        #expect(engine.eval("return #redis.call('mget', 'k', 'k', 'none')[2]") == ":200000|")
    }

    @Test func typesOfRESP3AreSeen() {
        var engine = ScriptEngine()
        _ = engine.run("HSET", "h", "f", "v")
        _ = engine.run("ZADD", "z", "1.5", "m")
        let prefix = "redis.setresp(3) return "
        #expect(engine.eval(prefix + "redis.call('hgetall', 'h').map.f") == "$1|v|")
        #expect(engine.eval(prefix + "redis.call('zscore', 'z', 'm').double * 2") == ":3|")
        #expect(engine.eval(prefix + "type(redis.call('get', 'none'))") == "$3|nil|")
    }

    @Test func errorsTellTheirPlace() {
        var engine = ScriptEngine()
        let reply = engine.eval("\nerror('x')")
        #expect(reply.hasPrefix("-ERR user_script:2: x script: "))
        #expect(reply.hasSuffix(", on @user_script:2.|"))
        #expect(engine.eval("error({})").hasPrefix("-ERR unknown error script: "))
        #expect(engine.eval("error({err = 'MY x'})").hasPrefix("-MY x script: "))
    }
}
