import MartletEngine
import Testing

@Suite struct RoleCommandsTests {
    @Test(
        "Always a master",
        arguments: [
            ("ROLE", "*3|$6|master|:0|*0|"),
            ("REPLICAOF no one", "+OK|"),
            ("SLAVEOF localhost x", "-ERR Invalid master port|"),
            ("REPLICAOF localhost 6379", "-ERR This server can't be a replica of another yet|"),
        ])
    func role(line: String, reply: String) {
        var engine = TestEngine()
        #expect(engine.run(line) == reply)
    }

    @Test func noReplicaHasAnything() {
        var engine = TestEngine()
        #expect(engine.run("WAIT 0 0") == ":0|")
        #expect(engine.run("WAIT 1 50", as: "waits") == "")
        engine.engine.call.blocked.checkInvariants()
        engine.run("RPUSH k a")
        #expect(engine.outgoing(for: "waits") == "")
        #expect(engine.run("INFO clients").contains("blocked_clients:1|"))
        engine.clock.advance(byMicroseconds: 50_000)
        engine.engine.tick()
        #expect(engine.outgoing(for: "waits") == ":0|")
        engine.engine.call.blocked.checkInvariants()
    }
}
