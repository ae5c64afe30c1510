import Testing

@testable import martlet_benchmark

@Suite(.enabled(if: Installed.redis != nil)) struct TransactionRunsTests {
    @Test func timeOfBothIsMeasured() throws {
        let redis = Installed.redis ?? ""
        let report = Report()
        try TransactionRuns.measure(
            Programs(server: redis, peer: redis), pairs: 2, transactions: 500, report)
        #expect(report.figures.map(\.name) == ["multi.ten.cpu"])
        #expect(report.figures.allSatisfy { $0.server > 0 && $0.peer ?? 0 > 0 })
    }
}
