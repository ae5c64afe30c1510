import MartletEngine
import Testing

@Suite struct CommandsTests {
    @Test func scriptsAreKnownByTheirDigest() {
        var engine = ScriptEngine()
        let digest = "e0e1f9fabfc9d4800c877a703b823ac0578ff8db"
        #expect(engine.run("EVALSHA", digest, "0").hasPrefix("-NOSCRIPT"))
        #expect(engine.run("SCRIPT", "EXISTS", digest) == "*1|:0|")
        #expect(engine.run("SCRIPT", "LOAD", "return 1") == "$40|\(digest)|")
        #expect(engine.run("EVALSHA", digest.uppercased(), "0") == ":1|")
        #expect(engine.run("SCRIPT", "EXISTS", digest, digest.uppercased()) == "*2|:1|:1|")
        #expect(engine.engine.call.scripts?.figures.scriptCount == 1)
        #expect(engine.run("SCRIPT", "FLUSH", "ASYNC") == "+OK|")
        #expect(engine.run("EVALSHA", digest, "0").hasPrefix("-NOSCRIPT"))
        #expect(engine.engine.call.scripts?.figures.scriptCount == 0)
    }

    @Test func keysAndArgumentsAreTables() {
        var engine = ScriptEngine()
        #expect(
            engine.run("EVAL", "return {#KEYS, #ARGV, KEYS[2], ARGV[1]}", "2", "a", "b", "c")
                == "*4|:2|:1|$1|b|$1|c|")
        #expect(engine.run("EVAL", "return 1", "2", "a").hasPrefix("-ERR Number of keys"))
    }

    @Test func failuresAreCountedOnce() {
        var engine = ScriptEngine()
        _ = engine.run("SET", "k", "v")
        _ = engine.eval("return redis.call('lpush', 'k', 'a')")
        #expect(engine.engine.call.statistics.errorCount == 1)
        _ = engine.eval("return redis.call('nosuch')")
        #expect(engine.engine.call.statistics.errorCount == 2)
        _ = engine.eval("error('x')")
        _ = engine.eval("return {1, {err = 'ERR x'}}")
        #expect(engine.engine.call.statistics.errorCount == 4)
    }

    @Test func scriptsOfReadersDoNotWrite() {
        var engine = ScriptEngine()
        let refused = "Write commands are not allowed from read-only scripts."
        #expect(engine.run("EVAL_RO", "return redis.call('set', 'k', 'v')", "0").contains(refused))
        #expect(engine.eval("#!lua flags=no-writes\nredis.call('set', 'k', 'v')").contains(refused))
        #expect(engine.run("EXISTS", "k") == ":0|")
    }

    @Test func functionsAreLoadedAndCalled() {
        var engine = ScriptEngine()
        let library = "#!lua name=l\nredis.register_function('f', function(k, a) return a[1] end)"
        #expect(engine.run("FUNCTION", "LOAD", library) == "$1|l|")
        #expect(engine.run("FCALL", "f", "1", "k", "x") == "$1|x|")
        #expect(engine.run("FUNCTION", "LOAD", library).contains("already exists"))
        #expect(engine.run("FUNCTION", "LOAD", "REPLACE", library) == "$1|l|")
        #expect(engine.engine.call.scripts?.figures.functionCount == 1)
        #expect(engine.run("FUNCTION", "DELETE", "l") == "+OK|")
        #expect(engine.run("FCALL", "f", "0") == "-ERR Function not found|")
    }
}
