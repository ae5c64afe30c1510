import MartletCommands
import MartletEngine
import Testing

@Suite struct ClientListTests {
    @Test func line() {
        var engine = TestEngine()
        engine.run("CLIENT SETNAME me")
        engine.run("SELECT 5")
        engine.clock.advance(byMicroseconds: 7_900_000)
        let line = engine.run("client info")
        #expect(line.contains("id=1 addr=127.0.0.1:50001 laddr=127.0.0.1:6379 fd=8 name=me age=7"))
        #expect(line.contains(" idle=0 flags=N db=5 sub=0 psub=0 ssub=0 multi=-1 qbuf=26 "))
        #expect(line.contains(" argv-mem=10 "))
        #expect(line.contains(" events=r cmd=client|info user=default redir=-1 resp=2\n|"))
    }

    @Test func idleTimeIsSinceTheLastCommand() {
        var engine = TestEngine()
        engine.run("PING", as: "b")
        engine.clock.advance(byMicroseconds: 3_000_000)
        engine.run("GET k", as: "b")
        engine.clock.advance(byMicroseconds: 5_000_000)
        let line = engine.run("CLIENT LIST ID 1")
        #expect(line.contains(" age=8 idle=5 "))
        #expect(line.contains(" cmd=get "))
    }

    @Test func everybodyTheOldestFirst() {
        var engine = TestEngine()
        for name in ["a", "b", "c"] { engine.run("PING", as: name) }
        let lines = engine.run("CLIENT LIST").split(separator: "id=").dropFirst()
        #expect(lines.map { $0.prefix(1) } == ["1", "2", "3"])
    }

    @Test(
        arguments: [
            ("CLIENT LIST NOSUCH x", "-ERR syntax error|"),
            ("CLIENT LIST TYPE nosuch", "-ERR Unknown client type 'nosuch'|"),
            ("CLIENT LIST TYPE pubsub", "$0||"),
            ("CLIENT LIST ID", "-ERR syntax error|"),
            ("CLIENT LIST ID 99 x", "-ERR Invalid client ID|"),
            ("CLIENT LIST ID 99", "$0||"),
        ])
    func filters(line: String, expected: String) {
        var engine = TestEngine()
        #expect(engine.run(line) == expected)
    }

    @Test func flags() {
        var engine = TestEngine()
        engine.run("CLIENT NO-EVICT ON")
        #expect(engine.run("CLIENT INFO").contains(" flags=e "))
        engine.run("MONITOR")
        #expect(engine.run("CLIENT INFO").contains(" flags=Oe "))
    }

    @Test func anUnknownCommandIsTheLastOne() {
        var engine = TestEngine()
        engine.run("NOSUCH", as: "b")
        #expect(engine.run("CLIENT LIST ID 1").contains(" cmd=NULL "))
    }
}
