import MartletEngine
import Testing

@testable import MartletServer

@Suite struct ServerLoopTests {
    @Test func noMoreClientsThanMayBe() throws {
        let server = try RunningServer { settings in try settings.set("maxclients", to: "2") }
        let clients = try (0..<2).map { _ in try server.connect() }
        for client in clients {
            client.send(Array("PING\r\n".utf8))
            #expect(client.receive(count: 7) == "+PONG\r\n")
        }
        #expect(
            try server.connect().receive(count: .max) == "-ERR max number of clients reached\r\n")
        let stats = server.execute("INFO", "stats")
        #expect(stats.contains("rejected_connections:1\r\n"))
    }

    @Test func whoIsSilentIsClosed() throws {
        let server = try RunningServer { settings in try settings.set("timeout", to: "1") }
        let client = try server.connect()
        let start = ContinuousClock.now
        #expect(client.receive(count: 1) == "")
        #expect((0.9...9).contains((ContinuousClock.now - start) / .seconds(1)))
    }

    /// With `hz 1`, a second passes until somebody looks; with `hz 500`, 2 milliseconds.
    @Test func theCronRunsAsOftenAsAsked() throws {
        let server = try RunningServer { settings in try settings.set("hz", to: "500") }
        let client = try server.connect()
        client.send(Array("PING\r\n".utf8))
        #expect(client.receive(count: 7) == "+PONG\r\n")
        let rate = { server.execute("INFO", "stats").contains("instantaneous_ops_per_sec:0\r\n") }
        // The rates are noted each 100 ms still, however often the cron runs.
        for _ in 0..<200 {
            client.send(Array("PING\r\n".utf8))
            _ = client.receive(count: 7)
        }
        #expect(server.waits { !rate() })
        #expect(server.execute("INFO", "server").contains("\r\nhz:500\r\n"))
    }

    @Test func aPausedCronClosesNobody() throws {
        let server = try RunningServer { settings in
            try settings.set("timeout", to: "1")
            try settings.set("hz", to: "100")
            settings.enableDebugCommand = .yes
        }
        server.execute("DEBUG", "PAUSE-CRON", "1")
        let client = try server.connect()
        EngineClock().sleep(microseconds: 1_500_000)
        client.send(Array("PING\r\n".utf8))
        #expect(client.receive(count: 7) == "+PONG\r\n")
        server.execute("DEBUG", "PAUSE-CRON", "0")
        #expect(client.receive(count: 1) == "")
    }

    @Test func keysAreRemovedInTime() throws {
        let server = try RunningServer()
        let client = try server.connect()
        client.send(Array("SET k v PX 20\r\n".utf8))
        #expect(client.receive(count: 5) == "+OK\r\n")
        #expect(server.waits { server.execute("DBSIZE") == ":0\r\n" })
        #expect(server.execute("INFO", "stats").contains("expired_keys:1\r\n"))
    }

    // MARK: Settings that change

    @Test func portsChangeWhileClientsStay() throws {
        let server = try RunningServer()
        let client = try server.connect()
        // A port that was free a moment ago.
        let port = try RunningServer().port
        client.send(Array("CONFIG SET port \(port)\r\n".utf8))
        #expect(client.receive(count: 5) == "+OK\r\n")
        let other = try TestClient(port: port)
        for client in [client, other] {
            client.send(Array("PING\r\n".utf8))
            #expect(client.receive(count: 7) == "+PONG\r\n")
        }
        #expect(throws: (any Error).self) { try server.connect() }
    }

    @Test func aTakenPortChangesNothing() throws {
        let server = try RunningServer()
        let taken = try RunningServer()
        let client = try server.connect()
        client.send(Array("CONFIG SET port \(taken.port)\r\nPING\r\n".utf8))
        let reply =
            "-ERR CONFIG SET failed (possibly related to argument 'port') - Unable to listen on "
            + "this port. Check server logs.\r\n+PONG\r\n"
        #expect(client.receive(count: reply.utf8.count) == reply)
        _ = try server.connect()
        #expect(server.execute("CONFIG", "GET", "port").contains("\r\n\(server.port)\r\n"))
    }

    @Test func limitsTakeEffectAtOnce() throws {
        let server = try RunningServer()
        let client = try server.connect()
        client.send(Array("CONFIG SET maxclients 1\r\n".utf8))
        #expect(client.receive(count: 5) == "+OK\r\n")
        #expect(try server.connect().receive(count: .max).hasPrefix("-ERR max number of clients"))
    }
}
