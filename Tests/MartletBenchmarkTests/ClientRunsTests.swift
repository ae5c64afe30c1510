import ConformanceKit
import Testing

@testable import martlet_benchmark

@Suite struct ClientRunsTests {
    @Test func eachFigureIsATime() async throws {
        let redis = try #require(ServerProcess.find("redis-server"))
        let report = Report()
        try await ClientRuns.measure(Programs(server: redis, peer: redis), report, calls: 100)
        #expect(report.figures.count == 9)
        #expect(report.figures.allSatisfy { $0.server > 0 })
        #expect(report.figures.count { $0.peer != nil } == 5)
    }
}
