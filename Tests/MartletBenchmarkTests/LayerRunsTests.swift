import ConformanceKit
import Testing

@testable import martlet_benchmark

@Suite struct LayerRunsTests {
    @Test func eachFigureIsATime() async throws {
        let redis = try #require(ServerProcess.find("redis-server"))
        let report = Report()
        try await LayerRuns.measure(Programs(server: redis, peer: redis), report, share: 100)
        #expect(report.figures.count == 36)
        #expect(report.figures.allSatisfy { $0.server > 0 })
    }
}
