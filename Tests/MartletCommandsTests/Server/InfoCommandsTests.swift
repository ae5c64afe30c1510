import MartletCommands
import MartletEngine
import Testing

@Suite struct InfoCommandsTests {
    private func headlines(_ arguments: String) -> [String] {
        var engine = TestEngine()
        let reply = engine.run("INFO \(arguments)")
        return reply.split(separator: "|").filter { $0.hasPrefix("# ") }.map {
            String($0.dropFirst(2))
        }
    }

    @Test func sections() {
        let usual = [
            "Server", "Clients", "Memory", "Persistence", "Stats", "Replication", "CPU",
            "Modules", "Errorstats", "Cluster", "Keyspace",
        ]
        #expect(headlines("") == usual)
        #expect(headlines("default") == usual)
        #expect(headlines("EVERYTHING").count == 13)
        #expect(headlines("keyspace SERVER nosuch server") == ["Server", "Keyspace"])
        #expect(headlines("nosuch") == [])
    }
}
