import MartletLoop
import Testing

@Suite struct StreamSocketTests {
    @Test func tellsIPv4Addresses() async throws {
        let events = Events()
        let server = try TestServer(telling: events) { stream in
            events.tell(stream.peerAddress)
            events.tell(stream.localAddress)
            #expect(stream.isLoopback && !stream.isUnix)
            #expect(stream.descriptor > 2)
            #expect(TestSystem.hasNoDelay(stream.descriptor))
        }
        let client = try TestClient(port: server.port)
        #expect(await events.next()?.hasPrefix("127.0.0.1:") == true)
        #expect(await events.next() == "127.0.0.1:\(server.port)")
        server.stop()
        withExtendedLifetime(client) {}
    }

    @Test func tellsIPv6Addresses() async throws {
        let events = Events()
        let server = try TestServer(at: .tcp(host: "::1", port: 0)) { stream in
            events.tell(stream.peerAddress)
            events.tell(stream.localAddress)
            #expect(stream.isLoopback && !stream.isUnix)
        }
        let client = try TestClient(port: server.port, usesIPv6: true)
        #expect(await events.next()?.hasPrefix("[::1]:") == true)
        #expect(await events.next() == "[::1]:\(server.port)")
        server.stop()
        withExtendedLifetime(client) {}
    }

    @Test func tellsThePathOfAUnixSocket() async throws {
        let events = Events()
        let path = TestSystem.socketPath("address")
        let server = try TestServer(at: .unix(path: path)) { stream in
            events.tell(stream.peerAddress)
            events.tell(stream.localAddress)
            #expect(stream.isUnix && !stream.isLoopback)
        }
        let client = try TestClient(path: path)
        #expect(await events.next() == "\(path):0")
        #expect(await events.next() == "\(path):0")
        server.stop()
        withExtendedLifetime(client) {}
    }

    @Test func keepAliveIsTheListenersOrItsOwn() async throws {
        let server = try TestServer(keepAliveSeconds: 300) { stream in
            #expect(TestSystem.keepAliveSeconds(stream.descriptor) == 300)
            stream.setKeepAlive(seconds: 20)
            #expect(TestSystem.keepAliveSeconds(stream.descriptor) == 20)
            stream.setKeepAlive(seconds: 0)
            #expect(TestSystem.keepAliveSeconds(stream.descriptor) == nil)
            stream.close()
            #expect(stream.peerAddress == "?:0")
        }
        let client = try TestClient(port: server.port)
        #expect(client.receive().isEmpty)
        server.stop()
    }
}
