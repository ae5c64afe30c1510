import Martlet
import Testing

/// What a server took, it gives back.
@Suite struct LifetimeTests {
    /// Runs in a process of its own, as descriptors and threads belong to the process.
    @Test func stoppingFreesDescriptorsAndThreads() async {
        await #expect(processExitsWith: .success) {
            try TestSystem.checkNothingIsLeft {
                for _ in 0..<50 {
                    let server = try Martlet.start()
                    let client = try SocketClient(port: server.port ?? 0)
                    precondition(client.request("PING\r\n", count: 7) == "+PONG\r\n")
                    server.stop()
                    server.stop()
                }
            }
        }
    }

    @Test func withoutASocketThereIsNoThreadAndNoDescriptor() async {
        await #expect(processExitsWith: .success) {
            var servers: [Martlet] = []
            try TestSystem.checkNothingIsLeft {
                for _ in 0..<50 {
                    let server = try Martlet.start(.inProcess)
                    try server.set("k", "v")
                    servers.append(server)
                }
            }
        }
    }

    /// The checks above are only as good as this one: it sees one descriptor in fifty servers.
    @Test func oneLeftoverIsSeen() async {
        await #expect(processExitsWith: .failure) {
            var sockets: [SocketClient] = []
            let server = try Martlet.start()
            try TestSystem.checkNothingIsLeft {
                sockets.append(try SocketClient(port: server.port ?? 0))
            }
        }
    }

    @Test func droppingStops() throws {
        var server: Martlet? = try Martlet.start()
        let port = try #require(server?.port)
        let session = try #require(try server?.connect())
        weak let reference = server
        server = nil
        #expect(reference == nil)
        #expect(throws: (any Error).self) { try SocketClient(port: port) }
        let error = #expect(throws: MartletError.self) { try session.execute("PING") }
        #expect(error?.code == .stopped)
    }

    @Test func stoppedServersRefuse() throws {
        let server = try Martlet.start(.inProcess)
        let session = try server.connect()
        try server.set("k", "v")
        server.stop()
        server.stop()
        for runner in [server, session] as [any CommandRunner] {
            let error = #expect(throws: MartletError.self) { try runner.get("k") }
            #expect(error?.code == .stopped)
            #expect(throws: MartletError.self) { try runner.execute("PING") }
            #expect(throws: MartletError.self) { try runner.set("k", "v") }
        }
        #expect(throws: MartletError.self) { try server.connect() }
        #expect(session.takeMessages() == [])
        session.close()
    }

    /// A stop while others run commands: each of these succeeds or is refused.
    @Test func stopsUnderLoad() async throws {
        let server = try Martlet.start()
        await withTaskGroup(of: Void.self) { group in
            for _ in 0..<4 {
                group.addTask {
                    do {
                        while true { try server.incr("n") }
                    } catch {
                        #expect((error as? MartletError)?.code == .stopped)
                    }
                }
            }
            server.stop()
        }
    }

    @Test func aHundredServersShareNothing() throws {
        let servers = try (0..<100).map { i in
            try Martlet.start(i % 2 == 0 ? .init() : .inProcess)
        }
        #expect(Set(servers.compactMap(\.port)).count == 50)
        for (i, server) in servers.enumerated() {
            try server.set("number", "\(i)")
            try server.execute("CONFIG", "SET", "hz", "\(i + 1)")
        }
        for (i, server) in servers.enumerated() {
            #expect(try server.get("number") == "\(i)")
            #expect(try server.dbSize() == 1)
            #expect(try server.execute("CONFIG", "GET", "hz").elements?.last?.text == "\(i + 1)")
        }
        for (i, server) in servers.enumerated() {
            guard let port = server.port else { continue }
            let client = try SocketClient(port: port)
            let reply = "$\("\(i)".count)\r\n\(i)\r\n"
            #expect(client.request("GET number\r\n", count: reply.utf8.count) == reply)
        }
        for server in servers { server.stop() }
    }
}
