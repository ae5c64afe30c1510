import MartletEngine
import Synchronization
import Testing

/// What scripts can't do.
@Suite struct SandboxTests {
    @Test(arguments: [
        "foo = 1", "math.x = 1", "string.len = nil", "_G.x = 1", "redis.call = 1",
        "getmetatable(_G).__index = 1", "getmetatable('').__index = 1", "cjson.null = 1",
        "rawset(_G, 'a', 1)", "rawset(math, 'a', 1)", "table.insert(math, 1)",
        "table.insert(math, 1, 1)", "setmetatable(math, {})", "setmetatable(_G, {})",
        "setmetatable(string, nil)", "local _, t = pairs(math) t.x = 1",
        "for k in pairs(math) do math[k] = 1 end",
    ])
    func tablesCanNotBeChanged(script: String) {
        var engine = ScriptEngine()
        #expect(engine.eval(script).contains("Attempt to modify a readonly table"))
        #expect(engine.eval("return math.x") == "$-1|")
        #expect(engine.eval("return ('x'):upper()") == "$1|X|")
    }

    @Test(arguments: [
        "print", "os", "io", "debug", "package", "require", "module", "dofile", "loadfile",
        "getfenv", "setfenv", "newproxy", "foo",
    ])
    func globalsAreMissing(name: String) {
        var engine = ScriptEngine()
        let reply = engine.eval("return \(name)")
        #expect(reply.contains("Script attempted to access nonexistent global variable '\(name)'"))
    }

    @Test(arguments: [
        ("return rawget(_G, 'foo')", "$-1|"), ("return rawget(math, 'pi') > 3", ":1|"),
        ("return next(math) ~= nil", ":1|"), ("return #math", ":0|"),
        ("return getmetatable(math)", "$-1|"), ("return type(getmetatable(''))", "$5|table|"),
        ("return getmetatable('').__index == string", ":1|"), ("return _G._G == _G", ":1|"),
        ("local f = pairs(math) return f == next", "$-1|"), ("return table.maxn(math)", ":0|"),
        ("return type(math) .. type(_G)", "$10|tabletable|"),
        ("return getmetatable(_G).x", "$-1|"), ("return pcall(table.sort, math)", ":1|"),
    ])
    func guardedTablesAreRead(script: String, reply: String) {
        var engine = ScriptEngine()
        #expect(engine.eval(script) == reply)
    }

    /// Whoever shares the engine may end a script, however it protects itself.
    @Test(arguments: [
        "while true do end", "while true do pcall(function() while true do end end) end",
        "local f = function() f() end while true do coroutine.wrap(function() end)() end",
    ])
    func scriptsEndWithTheServer(script: String) {
        let sharing = EndingSharing()
        var engine = ScriptEngine()
        engine.engine.call.sharing = sharing
        #expect(engine.eval(script).hasPrefix("-ERR Script killed by user with SCRIPT KILL..."))
        sharing.isEnding.store(false, ordering: .relaxed)
        #expect(engine.eval("return 1") == ":1|")
        #expect(sharing.count.load(ordering: .relaxed) == 0)
    }

    @Test func bytecodeIsRefused() {
        var engine = ScriptEngine()
        let refused = "unexpected symbol near 'char(27)'"
        let code = "string.dump(function() return 1 end)"
        #expect(engine.eval("return select(2, loadstring(\(code)))").contains(refused))
        #expect(
            engine.eval(
                """
                local n = 0
                return select(2, load(function() n = n + 1 return n == 1 and \(code) or nil end))
                """
            ).contains(refused))
        #expect(engine.eval("\u{1b}Lua").contains(refused))
    }

    @Test func textIsLoaded() {
        var engine = ScriptEngine()
        #expect(engine.eval("return loadstring('return 1 + 1')()") == ":2|")
        #expect(
            engine.eval(
                """
                local parts, n = {'return ', '1 + ', '2'}, 0
                return load(function() n = n + 1 collectgarbage() return parts[n] end, 'x')()
                """) == ":3|")
        #expect(engine.eval("return loadstring('x', '=n')") == "$-1|")
    }

    @Test func recursionEnds() {
        var engine = ScriptEngine()
        #expect(
            engine.eval("local function f() return f() + 1 end return f()").contains(
                "stack overflow"))
        #expect(
            engine.eval(
                "local s = 'x' for i = 1, 300 do s = '(' .. s .. ')' end return loadstring(s)")
                == "$-1|")
        #expect(
            engine.eval(
                """
                local function f(n) return coroutine.wrap(function() return f(n + 1) end)() end
                return f(1)
                """
            ).hasPrefix("-ERR"))
        #expect(
            engine.eval("local t = {} t[1] = t return t").contains("ERR reached lua stack limit"))
    }

    @Test func memoryEnds() {
        var engine = ScriptEngine()
        let refused = "not enough memory"
        #expect(engine.eval("return string.rep('x', 2^31 - 1)").contains(refused))
        #expect(
            engine.eval("return {pcall(string.rep, 'xxxx', 2^30)}")
                == "*2|$-1|$17|not enough memory|")
        #expect(
            engine.eval("local s = ('x'):rep(2^20) while true do s = s .. s end").contains(refused))
        #expect(engine.eval("return #('x'):rep(2^20)") == ":1048576|")
        #expect(engine.eval("return ('').rep('', 2^31 - 1)") == "$0||")
    }

    @Test func patternsAreBounded() {
        var engine = ScriptEngine()
        let reply = engine.eval("return string.find(('a'):rep(1e5), ('a?'):rep(1e5))")
        #expect(reply.contains("pattern too complex"))
        #expect(
            engine.eval("return string.find(('a?'):rep(1e5), ('a?'):rep(1e5), 1, true)") == ":1|")
    }

    @Test func theCollectorIsSetBack() {
        var engine = ScriptEngine()
        _ = engine.eval("collectgarbage('stop') collectgarbage('setpause', 100000)")
        for _ in 0..<100 { _ = engine.eval("local s = {} for i = 1, 1e4 do s[i] = 'x' .. i end") }
        let used = engine.eval("return collectgarbage('count')").dropFirst().dropLast()
        #expect(Int(used) ?? .max < 100_000)
    }

    @Test func digitsOfHexadecimalNumbersAreBounded() {
        var engine = ScriptEngine()
        #expect(engine.eval("return bit.tohex(1, -2147483648)") == "$8|00000001|")
        #expect(engine.eval("return bit.tohex(1, 2147483648)") == "$8|00000001|")
    }

    /// As C's `lrand48` draws after `srand48(7)`.
    @Test func chanceRepeats() {
        var engine = ScriptEngine()
        let script = "math.randomseed(7) return {math.random(100), math.random(100)}"
        #expect(engine.eval(script) == "*2|:27|:69|")
        #expect(engine.eval(script) == "*2|:27|:69|")
        var other = ScriptEngine()
        #expect(other.eval("return math.random(1e9)") == ":396464774|")
    }
}

/// Ends every script that takes a while.
private final class EndingSharing: EngineSharing {
    let isEnding = Atomic(true)
    let count = Atomic(0)

    var endsScripts: Bool { isEnding.load(ordering: .relaxed) }

    func letOthersIn(whileServing client: ClientHandle) {
        count.add(1, ordering: .relaxed)
    }
}
