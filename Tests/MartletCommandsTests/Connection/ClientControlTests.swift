import MartletCommands
import MartletEngine
import Testing

@Suite struct ClientControlTests {
    @Test func pauseHoldsWritesBackUntilItsTimeIsOver() {
        var engine = TestEngine()
        #expect(engine.run("CLIENT PAUSE 100 WRITE") == "+OK|")
        let writer = engine.client("b")
        #expect(engine.run("GET k", as: "b") == "$-1|")
        #expect(engine.run("SET k v", as: "b") == "")
        #expect(engine.run("CLIENT LIST ID \(writer.id)").contains(" flags=b "))
        #expect(engine.engine.takeWork().released == [])
        engine.clock.advance(byMicroseconds: 100_000)
        engine.engine.tick()
        #expect(engine.engine.takeWork().released == [writer])
        #expect(engine.run("SET k v", as: "b") == "+OK|")
    }

    @Test func unpauseEndsIt() {
        var engine = TestEngine()
        engine.run("CLIENT PAUSE 1000000 WRITE")
        #expect(engine.run("SET k v") == "")
        #expect(engine.run("CLIENT UNPAUSE", as: "b") == "+OK|")
        #expect(engine.engine.takeWork().released == [engine.client("a")])
        #expect(engine.run("SET k v") == "+OK|")
    }

    /// Its end would be beyond the last millisecond that can be told.
    @Test func pauseWithoutEndIsNone() {
        var engine = TestEngine()
        #expect(engine.run("CLIENT PAUSE 9223372036854775807") == "+OK|")
        #expect(engine.run("SET k v") == "+OK|")
    }

    @Test func pauseOfAllHoldsEverythingBack() {
        var engine = TestEngine()
        engine.run("CLIENT PAUSE 10")
        #expect(engine.run("PING", as: "b") == "")
        #expect(engine.run("NOSUCH", as: "c").hasPrefix("-ERR unknown command"))
        engine.clock.advance(byMicroseconds: 10_000)
        #expect(engine.run("PING", as: "d") == "+PONG|")
    }

    @Test(
        arguments: [
            ("CLIENT PAUSE abc", "-ERR timeout is not an integer or out of range|"),
            ("CLIENT PAUSE -1", "-ERR timeout is negative|"),
            ("CLIENT PAUSE abc x", "-ERR CLIENT PAUSE mode must be WRITE or ALL|"),
            ("CLIENT REPLY x", "-ERR syntax error|"),
            ("CLIENT NO-EVICT x", "-ERR syntax error|"),
            ("CLIENT UNBLOCK x", "-ERR value is not an integer or out of range|"),
            ("CLIENT UNBLOCK 9", ":0|"),
            (
                "CLIENT UNBLOCK x y", "-ERR CLIENT UNBLOCK reason should be TIMEOUT or ERROR|"
            ),
        ])
    func reply(line: String, expected: String) {
        var engine = TestEngine()
        #expect(engine.run(line) == expected)
    }

    @Test(
        arguments: [
            (["CLIENT REPLY OFF", "PING", "CLIENT REPLY ON", "PING"], "+OK|+PONG|"),
            (["CLIENT REPLY SKIP", "PING", "ECHO a"], "$1|a|"),
            (["CLIENT REPLY SKIP", "CLIENT REPLY SKIP", "PING", "ECHO a"], "$1|a|"),
            (["CLIENT REPLY SKIP", "RESET", "ECHO a"], "$1|a|"),
            (["CLIENT REPLY OFF", "PING", "RESET", "ECHO a"], "+RESET|$1|a|"),
            (["CLIENT REPLY SKIP", "CLIENT REPLY ON", "ECHO a"], "+OK|$1|a|"),
        ])
    func replies(lines: [String], expected: String) {
        var engine = TestEngine()
        let request = lines.map { $0 + "\r\n" }.joined()
        #expect(engine.send(Array(request.utf8)) == expected)
    }
}
