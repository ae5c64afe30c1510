import MartletCommands
import MartletEngine
import Testing

@Suite struct CommandTests {
    @Test(
        arguments: [
            ("PING", "+PONG|"),
            ("ping hello", "$5|hello|"),
            ("NOSUCH a b", "-ERR unknown command 'NOSUCH', with args beginning with: 'a' 'b' |"),
            ("CONFIG nosuch", "-ERR unknown subcommand 'nosuch'. Try CONFIG HELP.|"),
            ("CONFIG", "-ERR wrong number of arguments for 'config' command|"),
            ("GET", "-ERR wrong number of arguments for 'get' command|"),
        ])
    func firstReply(line: String, expected: String) {
        var engine = TestEngine()
        #expect(engine.run(line) == expected)
    }

    @Test func keyIsGoneAtItsMillisecond() {
        var engine = TestEngine()
        engine.run("SET k v PX 100")
        engine.clock.advance(byMicroseconds: 99_999)
        #expect(engine.run("GET k") == "$1|v|")
        engine.clock.advance(byMicroseconds: 1)
        #expect(engine.run("GET k") == "$-1|")
    }

    @Test func clientsHaveDatabasesAndProtocolsOfTheirOwn() {
        var engine = TestEngine()
        engine.run("SET k v", as: "a")
        #expect(engine.run("GET k", as: "b") == "$1|v|")
    }
}
