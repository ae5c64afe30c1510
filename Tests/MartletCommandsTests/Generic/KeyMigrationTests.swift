import MartletEngine
import Testing

@Suite struct KeyMigrationTests {
    private static let refusal = "-ERR This server can't move keys to another yet|"

    @Test(
        arguments: [
            ("nosuch 0 100", "+NOKEY|"), ("nosuch 0 100 COPY REPLACE AUTH2 a b", "+NOKEY|"),
            ("\"\" 0 100 KEYS", "+NOKEY|"), ("\"\" 0 100 KEYS a b", "+NOKEY|"),
            ("k 0 100", refusal), ("\"\" 0 100 COPY AUTH x KEYS a k", refusal),
            ("k x 100", "-ERR value is not an integer or out of range|"),
            ("k 0 x", "-ERR value is not an integer or out of range|"),
            ("k 0 100 nosuch", "-ERR syntax error|"), ("k 0 100 AUTH", "-ERR syntax error|"),
            ("k 0 100 AUTH2 a", "-ERR syntax error|"),
        ])
    func migrate(arguments: String, expected: String) {
        var engine = TestEngine()
        engine.run("SET k v")
        #expect(engine.run("MIGRATE 127.0.0.1 1 \(arguments)") == expected)
        #expect(engine.run("GET k") == "$1|v|")
    }

    @Test func keysExcludeAKey() {
        var engine = TestEngine()
        let reply = engine.run("MIGRATE 127.0.0.1 1 k x x KEYS k")
        #expect(reply.hasPrefix("-ERR When using MIGRATE KEYS option, the key argument must be"))
    }

    @Test func passwordsAreHidden() {
        var engine = TestEngine()
        engine.run("CONFIG SET slowlog-log-slower-than 0")
        engine.run("MIGRATE h 1 a 0 1 auth secret auth2 user secret")
        let reply = engine.run("SLOWLOG GET 1")
        #expect(!reply.contains("secret"))
        #expect(!reply.contains("user"))
        #expect(reply.contains("|$5|auth2|"))
    }
}
