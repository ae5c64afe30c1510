import MartletEngine
import Testing

@testable import MartletServer

@Suite struct EmbeddedServerTests {
    private func start(
        listens: Bool, clock: SteppedClock? = nil, _ configure: (inout Settings) -> Void = { _ in }
    ) throws -> EmbeddedServer {
        var settings = Settings()
        settings.bind = ["127.0.0.1"]
        settings.port = 0
        configure(&settings)
        return try EmbeddedServer(
            settings: settings, listens: listens, clock: clock, seed: 1, recorder: nil,
            logger: KeptLog().logger)
    }

    @Test func tellsWhereItListens() throws {
        let server = try start(listens: true)
        let address = try #require(server.tcpAddress)
        #expect(address.host == "127.0.0.1" && address.port > 0)
        #expect(server.unixPath == nil)
        let client = try TestClient(port: address.port)
        client.send(Array("PING\r\n".utf8))
        #expect(client.receive(count: 7) == "+PONG\r\n")
        server.stop()
        server.stop()
        #expect(client.receive(count: 1) == "")
        #expect(throws: (any Error).self) { try TestClient(port: address.port) }
    }

    @Test func withoutASocketItListensNowhere() throws {
        let server = try start(listens: false)
        #expect(server.tcpAddress == nil && server.unixPath == nil)
        server.wake()
        server.stop()
    }

    @Test func aUnixSocketIsEnough() throws {
        let path = "/tmp/martlet-embedded-\(UInt32.random(in: 0 ... .max))"
        let server = try start(listens: true) { settings in settings.unixSocket = path }
        #expect(server.unixPath == path && server.tcpAddress == nil)
        server.stop()
    }

    @Test func aTakenPortIsAnError() throws {
        let server = try start(listens: true)
        let port = try #require(server.tcpAddress?.port)
        #expect(throws: (any Error).self) {
            try start(listens: true) { settings in settings.port = port }
        }
    }
}
