import ConformanceKit
import Testing

@testable import martlet_benchmark

@Suite struct EventStreamsTests {
    /// Chunks end anywhere.
    @Test(arguments: 1...12) func eventsAreCounted(size: Int) {
        let text = "HTTP/1.1 200 OK\r\n\r\n8\r\nevent: a\ndata: {}\n\n\r\n9\r\n: x\n\nid: 1\n\r\n"
        let bytes = Array(text.utf8)
        var counter = EventCounter()
        for start in stride(from: 0, to: bytes.count, by: size) {
            counter.read(bytes[start..<min(start + size, bytes.count)])
        }
        #expect(counter.events == 2)
    }

    @Test func aStreamThatEndsIsNone() throws {
        let redis = try MeasuredServer(#require(ServerProcess.find("redis-server")))
        _ = try redis.connect()
        // It hangs up on HTTP.
        var streams = try EventStreams(1, port: redis.port, path: "/")
        #expect(throws: LoadGenerator.RunError.self) { try streams.wait(for: 1) }
    }
}
