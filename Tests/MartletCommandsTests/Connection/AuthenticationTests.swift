import MartletCommands
import MartletEngine
import Testing

@Suite struct AuthenticationTests {
    private static func withPassword() -> Settings {
        var settings = Settings()
        settings.requirePass = Array("secret".utf8)
        return settings
    }

    @Test func withoutAPasswordConfigured() {
        var engine = TestEngine()
        #expect(engine.run("AUTH secret").hasPrefix("-ERR AUTH <password> called without any"))
        #expect(engine.run("AUTH default anything") == "+OK|")
        #expect(engine.run("AUTH nobody x").hasPrefix("-WRONGPASS "))
        #expect(engine.run("AUTH a b c") == "-ERR syntax error|")
    }

    @Test func beforeAuthentication() {
        var engine = TestEngine(settings: Self.withPassword())
        #expect(engine.run("GET k") == "-NOAUTH Authentication required.|")
        #expect(engine.run("GET") == "-ERR wrong number of arguments for 'get' command|")
        #expect(engine.run("NOSUCH").hasPrefix("-ERR unknown command"))
        #expect(engine.run("HELLO 3").hasPrefix("-NOAUTH HELLO must be called"))
        #expect(engine.run("RESET") == "+RESET|")
        #expect(engine.run("AUTH secret") == "+OK|")
        #expect(engine.run("GET k") == "$-1|")
    }

    @Test(arguments: ["wrong", "secre", "secrets", "\"\"", "SECRET"])
    func wrongPassword(password: String) {
        var engine = TestEngine(settings: Self.withPassword())
        #expect(engine.run("AUTH \(password)").hasPrefix("-WRONGPASS "))
        #expect(engine.run("PING").hasPrefix("-NOAUTH"))
    }

    @Test func resetForgetsTheAuthentication() {
        var engine = TestEngine(settings: Self.withPassword())
        engine.run("AUTH secret")
        engine.run("RESET")
        #expect(engine.run("PING").hasPrefix("-NOAUTH"))
    }

    @Test func whoWasThereBeforeThePasswordStaysIn() {
        var engine = TestEngine()
        engine.run("PING")
        engine.engine.call.settings.requirePass = Array("secret".utf8)
        #expect(engine.run("PING") == "+PONG|")
        #expect(engine.run("PING", as: "b").hasPrefix("-NOAUTH"))
    }

    @Test func theEmbeddingProgramNeedsNoPassword() {
        var engine = Engine(table: .families, settings: Self.withPassword())
        let client = engine.connect(.inProcess)
        var parser = RequestParser()
        var reply = ReplyWriter()
        let request = Array("PING\r\n".utf8)
        _ = engine.process(request.span, &parser, for: client, reply: &reply)
        #expect([UInt8](reply.buffer.span) == Array("+PONG\r\n".utf8))
    }

    @Test(
        arguments: [
            ("HELLO abc", "-ERR Protocol version is not an integer or out of range|"),
            ("HELLO 4", "-NOPROTO unsupported protocol version|"),
            ("HELLO 3 AUTH a", "-ERR Syntax error in HELLO option 'AUTH'|"),
            ("HELLO 3 SETNAME", "-ERR Syntax error in HELLO option 'SETNAME'|"),
            ("HELLO 3 nosuch", "-ERR Syntax error in HELLO option 'nosuch'|"),
        ])
    func helloRefused(line: String, expected: String) {
        var engine = TestEngine()
        #expect(engine.run(line) == expected)
        #expect(engine.run("GET k") == "$-1|")
    }

    @Test func helloObeysItsOptionsOneByOne() {
        var engine = TestEngine()
        engine.run("HELLO 3 SETNAME me NOSUCH")
        #expect(engine.run("CLIENT GETNAME") == "$2|me|")
        engine.run("HELLO 3 SETNAME other AUTH nobody x")
        #expect(engine.run("CLIENT GETNAME") == "$5|other|")
    }

    @Test func helloTellsTheServer() {
        var engine = TestEngine(settings: Self.withPassword())
        let reply = engine.run("HELLO 3 AUTH default secret SETNAME me")
        #expect(reply.hasPrefix("%7|$6|server|$5|redis|$7|version|$6|7.0.15|$5|proto|:3|"))
        #expect(engine.run("GET k") == "_|")
    }
}
