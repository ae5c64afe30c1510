import Martlet
import Testing

@Suite struct ManualClockTests {
    let clock = ManualClock(millisecondsSince1970: 1_600_000_000_000)

    @Test func timeStandsStill() throws {
        let server = try Martlet.start(.inProcess.with(clock: clock))
        let before = try server.execute("TIME")
        #expect(before.elements?.compactMap(\.text) == ["1600000000", "0"])
        #expect(try server.execute("TIME") == before)
        clock.advance(by: .microseconds(1_000_005))
        #expect(try server.execute("TIME").elements?.compactMap(\.text) == ["1600000001", "5"])
        #expect(clock.millisecondsSince1970 == 1_600_000_001_000)
        clock.set(millisecondsSince1970: 5000)
        #expect(try server.execute("TIME").elements?.compactMap(\.text) == ["5", "0"])
    }

    /// Keys are removed by the clock's move, not by a look at them, and at all servers.
    @Test(arguments: [false, true])
    func dueKeysAreGoneAtOnce(listens: Bool) throws {
        let configuration: Martlet.Configuration = listens ? .init() : .inProcess
        let servers = try (0..<2).map { _ in try Martlet.start(configuration.with(clock: clock)) }
        for server in servers {
            for i in 0..<10_000 {
                try server.set("k\(i)", "v", expiry: .after(.milliseconds(i + 1)))
            }
        }
        clock.advance(by: .milliseconds(9_000))
        for server in servers {
            #expect(try server.execute("DBSIZE") == .integer(1000))
            let info = try #require(server.execute("INFO", "stats").text)
            #expect(info.contains("expired_keys:9000\r\n"))
        }
    }

    @Test func stoppedServersDontFollow() throws {
        let server = try Martlet.start(.inProcess.with(clock: clock))
        try server.set("k", "v", expiry: .after(.seconds(1)))
        server.stop()
        clock.advance(by: .seconds(1))
    }

    /// A pause of clients at sockets ends when the clock says so.
    @Test func pausesEnd() throws {
        let server = try Martlet.start(.init().with(clock: clock))
        let client = try SocketClient(port: #require(server.port))
        #expect(client.request("PING\r\n", count: 7) == "+PONG\r\n")
        try server.execute("CLIENT", "PAUSE", "5000")
        client.send("SET k v\r\n")
        try server.set("other", "the program is not paused")
        clock.advance(by: .seconds(5))
        #expect(client.receive(count: 5) == "+OK\r\n")
    }
}
