import MartletCommands
import MartletEngine
import Testing

@Suite struct TransactionsTests {
    @Test(arguments: [
        ("MULTI;SET k 1;INCR k;EXEC", "*2|+OK|:2|"),
        ("MULTI;EXEC", "*0|"),
        ("EXEC", "-ERR EXEC without MULTI|"),
        ("DISCARD", "-ERR DISCARD without MULTI|"),
        ("MULTI;DISCARD", "+OK|"),
        ("MULTI;MULTI", "-ERR MULTI calls can not be nested|"),
        ("MULTI;WATCH k", "-ERR WATCH inside MULTI is not allowed|"),
        ("MULTI;WATCH k;PING;EXEC", "*1|+PONG|"),
        ("MULTI;UNWATCH;EXEC", "*1|+OK|"),
        ("UNWATCH", "+OK|"),
        ("MULTI;SHUTDOWN NOSAVE", "-ERR Command not allowed inside a transaction|"),
        ("MULTI;MONITOR;EXEC", "*1|-ERR MONITOR isn't allowed for DENY BLOCKING client|"),
        ("MULTI;BLPOP l 0;EXEC", "*1|*-1|"),
        ("MULTI;RESET;EXEC", "-ERR EXEC without MULTI|"),
        ("MULTI;QUIT", "+OK|"),
        ("MULTI;SELECT 3;SET k v;EXEC;GET k", "$1|v|"),
        ("MULTI;GET;EXEC", "-EXECABORT Transaction discarded because of previous errors.|"),
        (
            "EXEC x",
            "-EXECABORT Transaction discarded because of: wrong number of arguments for 'exec'"
                + " command|"
        ),
    ])
    func reply(script: String, expected: String) {
        var engine = TestEngine()
        #expect(engine.runAll(script) == expected)
    }

    /// What another client does between WATCH and EXEC, and whether EXEC fails.
    @Test(arguments: [
        ("SET k v", true), ("SET other v", false), ("DEL k", true), ("DEL none", false),
        ("EXPIRE k 10", true), ("PERSIST k", false), ("GETEX k", false), ("APPEND k x", true),
        ("RENAME k other", true), ("RENAME k k", false), ("COPY k other", false),
        ("COPY other k REPLACE", false), ("MOVE k 1", true), ("FLUSHDB", true),
        ("FLUSHALL ASYNC", true), ("SWAPDB 0 1", true), ("SWAPDB 1 2", false),
        ("LPUSH k a", false), ("SET k v NX", false), ("MULTI;SET k v;DISCARD", false),
        ("MULTI;SET k v;EXEC", true), ("SELECT 1;SET k v", false),
    ])
    func change(script: String, isTold: Bool) {
        var engine = TestEngine()
        engine.run("SET k v")
        engine.run("WATCH k")
        for line in script.split(separator: ";") { engine.run(String(line), as: "b") }
        engine.run("MULTI")
        engine.run("PING")
        #expect(engine.run("EXEC") == (isTold ? "*-1|" : "*1|+PONG|"))
    }

    @Test func aCopyInAnotherDatabaseIsTold() {
        var engine = TestEngine()
        engine.run("SET k v", as: "b")
        _ = engine.runAll("SELECT 1;WATCH k j;MULTI")
        engine.run("COPY k j DB 1", as: "b")
        #expect(engine.run("EXEC") == "*-1|")
        _ = engine.runAll("WATCH k;MULTI")
        engine.run("MOVE k 1", as: "b")
        #expect(engine.run("EXEC") == "*-1|")
    }

    /// A key that expires counts as changed, but not one that had expired when it was watched.
    @Test func expiry() {
        var engine = TestEngine()
        _ = engine.runAll("DEBUG SET-ACTIVE-EXPIRE 0;SET k v PX 10;WATCH k;MULTI")
        engine.clock.advance(byMicroseconds: 10_000)
        #expect(engine.run("EXEC") == "*-1|")
        _ = engine.runAll("WATCH k;MULTI")
        engine.run("GET k", as: "b")
        #expect(engine.run("EXEC") == "*0|")
        _ = engine.runAll("SET k v PX 10;WATCH k;MULTI")
        engine.clock.advance(byMicroseconds: 10_000)
        engine.engine.tick()
        #expect(engine.run("EXEC") == "*-1|")
    }

    @Test func listOfClientsTellsOfTransactions() {
        var engine = TestEngine()
        engine.run("WATCH k", as: "b")
        engine.run("SET k v")
        #expect(engine.run("CLIENT LIST ID 2").isEmpty == false)
        _ = engine.runAll("MULTI;PING;CLIENT INFO")
        let info = engine.run("EXEC")
        #expect(info.contains(" flags=x db=0 "))
        #expect(info.contains(" multi=2 ") && info.contains(" cmd=exec "))
        engine.run("MULTI", as: "b")
        let list = engine.run("CLIENT LIST")
        #expect(list.contains(" flags=xd db=0 sub=0 psub=0 ssub=0 multi=0 "))
        #expect(list.contains(" flags=N db=0 sub=0 psub=0 ssub=0 multi=-1 "))
    }
}
