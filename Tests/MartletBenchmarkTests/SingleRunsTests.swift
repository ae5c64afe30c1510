import ConformanceKit
import Testing

@testable import martlet_benchmark

/// With redis-server on either side, so that each figure is there twice and they are alike.
@Suite(.enabled(if: Installed.redis != nil)) struct SingleRunsTests {
    private var programs: Programs {
        Programs(server: Installed.redis ?? "", peer: Installed.redis ?? "")
    }

    @Test func memoryIsThatOfAKey() throws {
        let report = Report()
        try SingleRuns.growth(programs, keys: 100_000, report)
        #expect(report.figures.map(\.name) == ["memory.key", "growth.worst"])
        let memory = try #require(report.figures.first)
        #expect((50...300).contains(memory.server))
        #expect((0.5...2).contains(memory.ratio ?? 0))
    }

    @Test func theStartEndsWithAPong() throws {
        let report = Report()
        try SingleRuns.start(programs, count: 2, report)
        #expect(report.figures.map(\.name) == ["start.pong", "start.rss"])
        #expect(report.figures.allSatisfy { $0.server > 0.5 && $0.peer ?? 0 > 0.5 })
    }

    @Test func aLargeValueTakesTime() throws {
        let report = Report()
        try SingleRuns.largeValue(programs, count: 8 << 20, report)
        let figure = try #require(report.figures.first)
        #expect(figure.unit.hasSuffix("of 8 MB"))
        #expect(figure.server > 0 && figure.peer ?? 0 > 0)
    }
}
