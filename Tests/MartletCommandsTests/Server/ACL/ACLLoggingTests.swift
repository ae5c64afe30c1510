import MartletCommands
import MartletEngine
import Testing

@Suite struct ACLLoggingTests {
    @Test func failedAuthenticationIsTold() {
        var engine = TestEngine()
        #expect(engine.run("ACL LOG") == "*0|")
        engine.run("AUTH bob x")
        engine.clock.advance(byMicroseconds: 1_500_000)
        let reply = engine.run("ACL LOG")
        let head =
            "*1|*14|$5|count|:1|$6|reason|$4|auth|$7|context|$8|toplevel|$6|object|$4|AUTH|"
            + "$8|username|$3|bob|$11|age-seconds|$3|1.5|$11|client-info|$"
        #expect(reply.hasPrefix(head))
        #expect(reply.contains("|id=1 addr=127.0.0.1:50001 "))
        #expect(reply.hasSuffix(" cmd=auth user=default redir=-1 resp=2|"))
        #expect(engine.run("ACL LOG RESET") == "+OK|")
        #expect(engine.run("ACL LOG") == "*0|")
    }

    @Test func helloAndTransactionsAreTold() {
        var engine = TestEngine()
        engine.run("hello 2 AUTH bob x")
        engine.run("MULTI")
        engine.run("AUTH bob x")
        engine.run("EXEC")
        let reply = engine.run("ACL LOG")
        #expect(reply.hasPrefix("*2|"))
        #expect(reply.contains("|$5|multi|$6|object|$4|AUTH|"))
        #expect(reply.contains("|$8|toplevel|$6|object|$5|hello|"))
    }

    @Test(
        arguments: [
            ("x", "-ERR value is not an integer or out of range|"), ("0", "*0|"), ("-1", "*0|"),
            (
                "RESET x",
                "-ERR unknown subcommand or wrong number of arguments for 'LOG'. Try ACL HELP.|"
            ),
        ])
    func count(arguments: String, expected: String) {
        var engine = TestEngine()
        engine.run("AUTH bob x")
        #expect(engine.run("ACL LOG \(arguments)") == expected)
    }

    @Test func settingLimitsTheEntries() {
        var engine = TestEngine()
        engine.run("CONFIG SET acllog-max-len 1")
        engine.run("AUTH a x")
        engine.run("AUTH b x")
        let reply = engine.run("ACL LOG")
        #expect(reply.hasPrefix("*1|"))
        #expect(reply.contains("|$8|username|$1|b|"))
    }
}
