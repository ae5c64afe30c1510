import MartletCommands
import MartletEngine
import Testing

@Suite struct ConnectionBasicsTests {
    @Test(
        arguments: [
            ("PING", "+PONG|"),
            ("PING a", "$1|a|"),
            ("PING a b", "-ERR wrong number of arguments for 'ping' command|"),
            ("ECHO \"\"", "$0||"),
            ("SELECT 15", "+OK|"),
            ("SELECT 16", "-ERR DB index is out of range|"),
            ("SELECT 01", "-ERR value is not an integer or out of range|"),
            ("RESET", "+RESET|"),
        ])
    func reply(line: String, expected: String) {
        var engine = TestEngine()
        #expect(engine.run(line) == expected)
    }

    @Test func selectOutsideOfAnInt32() {
        var engine = TestEngine()
        let error = "value is out of range, value must between -2147483648 and 2147483647"
        #expect(engine.run("SELECT 4294967296") == "-ERR \(error)|")
    }

    @Test func quitEndsTheBatch() {
        var engine = TestEngine()
        #expect(engine.send(Array("PING\r\nQUIT\r\nPING\r\n".utf8)) == "+PONG|+OK|")
        #expect(engine.run("PING") == "")
    }

    @Test func resetMakesTheConnectionAsGoodAsNew() {
        var engine = TestEngine()
        for line in ["SELECT 3", "SET k v", "CLIENT SETNAME me", "HELLO 3", "MONITOR"] {
            engine.run(line)
        }
        #expect(engine.run("RESET") == "+RESET|")
        #expect(engine.run("CLIENT GETNAME") == "$-1|")
        #expect(engine.run("GET k") == "$-1|")
        engine.run("PING", as: "b")
        #expect(engine.outgoing() == "")
    }

    @Test func aNumberPastTheArgumentsIsReadWithoutOverflow() {
        var engine = TestEngine()
        #expect(
            engine.run("SELECT 9223372036854775808")
                == "-ERR value is not an integer or out of range|")
    }
}
