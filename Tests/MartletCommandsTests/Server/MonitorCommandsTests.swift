import MartletCommands
import MartletEngine
import Testing

@Suite struct MonitorCommandsTests {
    /// What is in front of each line: the manual clock's time, database 0 and the sender `b`.
    private let head = "+1700000000.000000 [0 127.0.0.1:50002]"

    @Test(
        arguments: [
            (#"pInG "a\"\x00\xff""#, #" "pInG" "a\"\x00\xff""#),
            ("AUTH secret", " \"AUTH\" \"(redacted)\""),
            (
                "HELLO 2 SETNAME x AUTH default y",
                " \"HELLO\" \"2\" \"SETNAME\" \"x\" \"AUTH\" \"(redacted)\" \"(redacted)\""
            ),
        ])
    func line(command: String, shown: String) {
        var engine = TestEngine()
        engine.run("MONITOR")
        engine.run(command, as: "b")
        #expect(engine.outgoing() == head + shown + "|")
    }

    @Test(arguments: ["NOSUCH", "GET", "SLOWLOG LEN", "LATENCY LATEST", "CLIENT LIST"])
    func notShown(command: String) {
        var engine = TestEngine()
        engine.run("MONITOR")
        engine.run(command, as: "b")
        #expect(engine.outgoing() == "")
    }

    @Test func theDatabaseIsTheOneAfterwards() {
        var engine = TestEngine()
        engine.run("MONITOR")
        engine.run("SELECT 3", as: "b")
        #expect(engine.outgoing().contains("[3 127.0.0.1:50002]"))
    }

    @Test func onesOwnCommandsFollowTheirReplies() {
        var engine = TestEngine()
        engine.run("MONITOR")
        #expect(engine.run("MONITOR") == "")
        #expect(engine.run("PING").hasPrefix("+PONG|+1700000000.000000 [0 127.0.0.1:50001]"))
        #expect(engine.run("GET k") == "-ERR Replica can't interact with the keyspace|")
    }
}
