import Martlet
import Testing

@Suite struct MartletTests {
    @Test func startsAtAFreePort() throws {
        let server = try Martlet.start()
        let port = try #require(server.port)
        #expect(port > 0)
        #expect(server.url == "redis://127.0.0.1:\(port)")
        let client = try SocketClient(port: port)
        #expect(client.request("PING\r\n", count: 7) == "+PONG\r\n")
        server.stop()
    }

    @Test func startsWithoutASocket() throws {
        let server = try Martlet.start(.inProcess)
        #expect(server.port == nil)
        #expect(server.url == nil)
        #expect(try server.execute("PING") == .simpleString("PONG"))
    }

    @Test func startsAtAUnixSocket() throws {
        let path = TestSystem.temporaryPath("a b.sock")
        var configuration = Martlet.Configuration.unixSocket(path)
        configuration.unixSocketPermissions = 0o700
        configuration.password = "p@ss"
        let server = try Martlet.start(configuration)
        #expect(server.port == nil)
        let encoded = path.replacing(" ", with: "%20")
        #expect(server.url == "redis+unix://:p%40ss@\(encoded)")
        let client = try SocketClient(path: path)
        #expect(client.request("AUTH p@ss\r\n", count: 5) == "+OK\r\n")
        server.stop()
        #expect(!TestSystem.exists(path))
    }

    @Test func programAndSocketsShareTheData() throws {
        let server = try Martlet.start()
        try server.set("k", "from the program")
        let client = try SocketClient(port: #require(server.port))
        let reply = "$16\r\nfrom the program\r\n"
        #expect(client.request("GET k\r\n", count: reply.utf8.count) == reply)
        #expect(client.request("SET k socket\r\n", count: 5) == "+OK\r\n")
        #expect(try server.get("k") == "socket")
    }

    /// A client at a socket has to say the password; the program needs none.
    @Test func passwordIsForSockets() throws {
        var configuration = Martlet.Configuration()
        configuration.password = "secret"
        let server = try Martlet.start(configuration)
        try server.set("k", "v")
        let client = try SocketClient(port: #require(server.port))
        let refusal = "-NOAUTH Authentication required.\r\n"
        #expect(client.request("GET k\r\n", count: refusal.utf8.count) == refusal)
        #expect(client.request("AUTH secret\r\n", count: 5) == "+OK\r\n")
        #expect(client.request("GET k\r\n", count: 7) == "$1\r\nv\r\n")
        #expect(server.url?.hasPrefix("redis://:secret@127.0.0.1:") == true)
    }

    @Test func takenPortIsAnError() throws {
        let server = try Martlet.start()
        let port = try #require(server.port)
        let error = #expect(throws: MartletError.self) { try Martlet.start(.port(port)) }
        #expect(error?.code == .listening)
        #expect(error?.message.contains("Address already in use") == true)
    }

    /// CLIENT KILL of the program's reaches a connection, which its loop closes.
    @Test func programReachesClientsAtSockets() throws {
        let server = try Martlet.start()
        let client = try SocketClient(port: #require(server.port))
        #expect(client.request("PING\r\n", count: 7) == "+PONG\r\n")
        #expect(try server.execute("CLIENT", "KILL", "TYPE", "normal") == .integer(1))
        #expect(client.receive(count: 1) == "")
    }

    @Test func monitorAtASocketSeesTheProgram() throws {
        let server = try Martlet.start(.init().with(clock: ManualClock()))
        let client = try SocketClient(port: #require(server.port))
        #expect(client.request("MONITOR\r\n", count: 5) == "+OK\r\n")
        try server.set("k", "v")
        let line = "+1700000000.000000 [0 in-process:0] \"SET\" \"k\" \"v\"\r\n"
        #expect(client.receive(count: line.utf8.count) == line)
    }

    @Test func recordsCommandsWhenAsked() throws {
        var configuration = Martlet.Configuration.inProcess
        configuration.recordedCommandCount = 3
        let server = try Martlet.start(configuration)
        for i in 0..<4 { try server.set("k\(i)", String(repeating: "v", count: i * 50)) }
        #expect(throws: MartletError.self) { try server.execute("NONSENSE", "\u{1}") }
        let long = String(repeating: "v", count: 80)
        #expect(
            server.recordedCommands == [
                "[0 in-process:0] \"SET\" \"k2\" \"\(long)\"... (20 more bytes)",
                "[0 in-process:0] \"SET\" \"k3\" \"\(long)\"... (70 more bytes)",
                "[0 in-process:0] \"NONSENSE\" \"\\x01\"",
            ])
        #expect(try Martlet.start(.inProcess).recordedCommands == [])
    }
}
