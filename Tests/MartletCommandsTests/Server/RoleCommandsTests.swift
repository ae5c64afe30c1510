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
}
