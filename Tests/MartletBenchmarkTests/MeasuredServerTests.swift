import ConformanceKit
import Testing

@testable import martlet_benchmark

@Suite(.enabled(if: Installed.redis != nil)) struct MeasuredServerTests {
    private func ping(_ socket: Socket) -> String {
        socket.send(Array("PING\r\n".utf8))
        guard case .bytes(let bytes) = socket.receive(withinMilliseconds: 10_000) else { return "" }
        return String(decoding: bytes, as: UTF8.self)
    }

    @Test func tellsTimeAndMemoryOfTheProcess() throws {
        let server = try MeasuredServer(Installed.redis ?? "")
        let socket = try server.connect()
        #expect(ping(socket) == "+PONG\r\n")
        #expect((1e6...1e9).contains(server.residentBytes))
        let before = server.processorSeconds
        #expect(before > 0)
        for _ in 0..<500 { _ = ping(socket) }
        #expect(server.processorSeconds > before)
    }

    @Test func isGoneWhenItIsStopped() throws {
        let server = try MeasuredServer(Installed.redis ?? "")
        _ = try server.connect()
        server.stop()
        server.stop()
        #expect(throws: MeasuredServer.StartError.self) { try server.connect() }
        #expect(server.residentBytes == 0)
    }

    @Test func aProgramThatEndsIsNoServer() throws {
        let server = try MeasuredServer("/bin/false")
        let error = #expect(throws: MeasuredServer.StartError.self) { try server.connect() }
        #expect(error?.description.contains("does not accept connections") == true)
    }
}

/// What is installed on this machine.
enum Installed {
    static let redis = ServerProcess.find("redis-server")
    static let benchmark = ServerProcess.find("redis-benchmark")
}
