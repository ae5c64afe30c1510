import Martlet
import Testing

@Suite struct SessionTests {
    let server: Martlet

    init() throws {
        server = try Martlet.start(.inProcess)
    }

    @Test func sessionsHaveTheirOwnState() throws {
        let session = try server.connect()
        try session.execute("SELECT", "1")
        try session.execute("CLIENT", "SETNAME", "worker")
        try session.set("k", "in 1")
        #expect(try server.get("k") == nil)
        #expect(try server.connect().get("k") == nil)
        #expect(try session.get("k") == "in 1")
        #expect(try session.execute("CLIENT", "GETNAME").text == "worker")
        #expect(try server.execute("CLIENT", "GETNAME") == .null)
    }

    @Test func sessionsChooseTheirProtocol() throws {
        let session = try server.connect()
        guard case .map = try session.execute("HELLO", "3") else {
            Issue.record("not RESP3")
            return
        }
        #expect(try session.get("absent") == nil)
        #expect(try session.execute("GET", "absent") == .null)
        guard case .array = try server.execute("HELLO") else {
            Issue.record("not RESP2")
            return
        }
    }

    @Test func closedSessionsRefuse() throws {
        let session = try server.connect()
        #expect(try session.execute("QUIT") == .simpleString("OK"))
        let error = #expect(throws: MartletError.self) { try session.get("k") }
        #expect(error?.code == .closed)
        let other = try server.connect()
        other.close()
        other.close()
        #expect(throws: MartletError.self) { try other.execute("PING") }
    }

    /// A session that was let go of is gone from CLIENT LIST.
    @Test func sessionsAreClosedWhenLetGo() throws {
        var session: Martlet.Session? = try server.connect()
        try session?.execute("PING")
        let line = try #require(server.execute("CLIENT", "LIST").text)
        #expect(line.split(separator: "\n").count == 2)
        session = nil
        let rest = try #require(server.execute("CLIENT", "LIST").text)
        #expect(rest.split(separator: "\n").count == 1)
    }

    /// The program can't go away: its own session begins anew.
    @Test func theProgramsSessionComesBack() throws {
        try server.execute("SELECT", "3")
        try server.execute("QUIT")
        try server.set("k", "v")
        try server.execute("SELECT", "0")
        #expect(try server.get("k") == "v")
        let session = try server.connect()
        try session.execute("CLIENT", "KILL", "SKIPME", "yes")
        #expect(try server.get("k") == "v")
    }

    @Test func repliesThatArentWantedAreNull() throws {
        let session = try server.connect()
        #expect(try session.execute("CLIENT", "REPLY", "OFF") == .null)
        #expect(try session.execute("PING") == .null)
        #expect(try session.get("k") == nil)
        #expect(try session.execute("CLIENT", "REPLY", "ON") == .simpleString("OK"))
    }

    @Test func sessionsReceiveMessages() throws {
        let session = try server.connect()
        #expect(session.takeMessages() == [])
        try session.execute("MONITOR")
        try server.set("a", "1")
        try server.set("b", "2")
        let lines = session.takeMessages().compactMap(\.text)
        #expect(lines.count == 2)
        #expect(lines.last?.hasSuffix("[0 in-process:0] \"SET\" \"b\" \"2\"") == true)
        #expect(session.takeMessages() == [])
    }
}
