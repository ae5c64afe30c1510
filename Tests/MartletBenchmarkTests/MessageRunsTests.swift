import ConformanceKit
import Testing

@testable import martlet_benchmark

@Suite struct MessageRunsTests {
    @Test func eachFigureIsATime() async throws {
        let redis = try #require(ServerProcess.find("redis-server"))
        let report = Report()
        try await MessageRuns.measure(
            Programs(server: redis, peer: redis), report, calls: 40, subscribers: 10)
        #expect(report.figures.count == 20)
        #expect(report.figures.allSatisfy { $0.server > 0 })
        #expect(report.figures.count { $0.peer != nil } == 10)
    }
}
