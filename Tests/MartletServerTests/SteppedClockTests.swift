import MartletEngine
import Testing

@testable import MartletServer

@Suite struct SteppedClockTests {
    private func start(_ clock: SteppedClock) throws -> EmbeddedServer {
        try EmbeddedServer(
            settings: Settings(), listens: false, clock: clock, seed: 1, recorder: nil,
            logger: KeptLog().logger)
    }

    private func keyCount(_ server: EmbeddedServer) -> Int {
        server.engine.withEngine { engine in engine.call.keyspace.count }
    }

    private func fill(_ server: EmbeddedServer, untilMilliseconds deadline: Int) {
        server.engine.withEngine { engine in
            engine.call.keyspace.setString("v".utf8.span, at: "k".utf8.span, expiry: .at(deadline))
        }
    }

    @Test(arguments: [false, true]) func allServersFollow(isSet: Bool) throws {
        let clock = SteppedClock(microseconds: 1_000_000)
        let servers = try (0..<3).map { _ in try start(clock) }
        for server in servers { fill(server, untilMilliseconds: 1500) }
        clock.advance(byMicroseconds: 499_000)
        #expect(servers.map(keyCount) == [1, 1, 1])
        if isSet {
            clock.setWall(microseconds: 1_500_000)
        } else {
            clock.advance(byMicroseconds: 1000)
        }
        #expect(servers.map(keyCount) == [0, 0, 0])
        #expect(clock.time.wallMicroseconds == 1_500_000)
    }

    @Test func keepsNoServerAlive() throws {
        let clock = SteppedClock(microseconds: 0)
        var server: EmbeddedServer? = try start(clock)
        weak let reference = server
        server = nil
        #expect(reference == nil)
        clock.advance(byMicroseconds: 1)
    }
}
