import MartletEngine
import Testing

@testable import MartletServer

@Suite struct ConnectionTests {
    private func send(_ text: String, _ client: TestClient) {
        client.send(Array(text.utf8))
    }

    @Test func quitAnswersThenCloses() throws {
        let server = try RunningServer()
        let client = try server.connect()
        send("PING\r\nQUIT\r\nPING\r\n", client)
        #expect(client.receive(count: .max) == "+PONG\r\n+OK\r\n")
    }

    /// Redis closes such a connection after a reply that never comes.
    @Test(arguments: ["OFF", "SKIP"]) func quitWithoutAReplyLeavesItOpen(mode: String) throws {
        let server = try RunningServer()
        let client = try server.connect()
        send("CLIENT REPLY \(mode)\r\nQUIT\r\nPING\r\nSET k v\r\n", client)
        #expect(server.execute("EXISTS", "k") == ":0\r\n")
        #expect(server.waits { server.execute("CLIENT", "LIST").contains("flags=c") })
        #expect(server.execute("CLIENT", "KILL", "TYPE", "normal") == ":1\r\n")
        #expect(client.receive(count: 1) == "")
    }

    @Test func anHTTPRequestClosesAtOnce() throws {
        let server = try RunningServer()
        let client = try server.connect()
        send("CLIENT REPLY OFF\r\nPOST / HTTP/1.1\r\n", client)
        #expect(client.receive(count: 1) == "")
    }

    @Test func tooLongACommandClosesTheConnection() throws {
        let server = try RunningServer { settings in
            try settings.set("client-query-buffer-limit", to: "1mb")
        }
        let client = try server.connect()
        send("*2\r\n$4\r\nECHO\r\n$2000000\r\n", client)
        // Much, but in pieces that the system takes however fast the server reads.
        for _ in 0..<24 { client.send([UInt8](repeating: 0, count: 50_000)) }
        #expect(client.receive(count: 1) == "")
        #expect(server.log.lines.contains { $0.contains("limit of its query buffer") })
    }

    @Test func whoReadsTooSlowlyIsClosed() throws {
        let server = try RunningServer { settings in
            try settings.set("client-output-buffer-limit", to: "normal 1mb 0 0")
        }
        server.execute("SETRANGE", "k", "4000000", "x")
        let client = try server.connect()
        send("GET k\r\nGET k\r\nGET k\r\n", client)
        #expect(
            server.waits { server.log.lines.contains { $0.contains("reads too slowly") } })
        #expect(server.waits { server.execute("CLIENT", "LIST", "TYPE", "normal").count < 300 })
        #expect(client.receive(count: 12_000_100).utf8.count < 12_000_000)
    }

    @Test func commandsGoOnWhenAPauseEnds() throws {
        let server = try RunningServer()
        let client = try server.connect()
        server.execute("CLIENT", "PAUSE", "30")
        send("SET k v\r\nGET k\r\n", client)
        #expect(client.receive(count: 12) == "+OK\r\n$1\r\nv\r\n")
    }
}
