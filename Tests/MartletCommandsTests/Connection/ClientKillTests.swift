import MartletCommands
import MartletEngine
import Testing

@Suite struct ClientKillTests {
    @Test func anotherClientIsGoneAtOnce() {
        var engine = TestEngine()
        engine.run("PING", as: "b")
        let victim = engine.client("b")
        #expect(engine.run("CLIENT KILL ID 1") == ":1|")
        #expect(engine.run("CLIENT LIST ID 1") == "$0||")
        #expect(engine.run("CLIENT KILL 127.0.0.1:50001") == "-ERR No such client|")
        #expect(engine.engine.ending(of: victim) == .atOnce)
        #expect(engine.engine.takeWork().waiting == [victim])
        #expect(engine.run("PING", as: "b") == "")
    }

    @Test func oneselfIsAnsweredFirst() {
        var engine = TestEngine()
        let request = "CLIENT KILL 127.0.0.1:50001\r\nPING\r\n"
        #expect(engine.send(Array(request.utf8)) == "+OK|")
    }

    @Test func oneselfIsSkippedUnlessSaidOtherwise() {
        var engine = TestEngine()
        #expect(engine.run("CLIENT KILL ID 1") == ":0|")
        #expect(engine.run("CLIENT KILL ID 1 SKIPME no") == ":1|")
        #expect(engine.run("PING") == "")
    }

    @Test func everyFilterHasToFit() {
        var engine = TestEngine()
        engine.run("PING", as: "b")
        #expect(engine.run("CLIENT KILL ID 1 ADDR 127.0.0.1:50002") == ":0|")
        #expect(engine.run("CLIENT KILL ID 1 TYPE pubsub") == ":0|")
        #expect(engine.run("CLIENT KILL ID 1 LADDR 127.0.0.1:1") == ":0|")
        let filters = "ADDR 127.0.0.1:50001 LADDR 127.0.0.1:6379 TYPE normal USER default"
        #expect(engine.run("CLIENT KILL ID 1 \(filters)") == ":1|")
    }

    @Test(
        arguments: [
            ("CLIENT KILL nobody", "-ERR No such client|"),
            ("CLIENT KILL ID", "-ERR No such client|"),
            ("CLIENT KILL ID 0", "-ERR client-id should be greater than 0|"),
            ("CLIENT KILL ID 1 x", "-ERR syntax error|"),
            ("CLIENT KILL TYPE x", "-ERR Unknown client type 'x'|"),
            ("CLIENT KILL USER x", "-ERR No such user 'x'|"),
            ("CLIENT KILL SKIPME x", "-ERR syntax error|"),
            ("CLIENT KILL MAXAGE 1", "-ERR syntax error|"),
        ])
    func refused(line: String, expected: String) {
        var engine = TestEngine()
        #expect(engine.run(line) == expected)
    }

    @Test func aKilledMonitorSeesNothingMore() {
        var engine = TestEngine()
        engine.run("MONITOR", as: "b")
        engine.run("CLIENT KILL TYPE normal")
        engine.run("PING")
        #expect(engine.outgoing(for: "b") == "")
    }
}
