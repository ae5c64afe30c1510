import ConformanceKit
import Testing

@testable import martlet_benchmark

/// With redis-server on either side, so that each figure is there twice and they are alike.
@Suite(.enabled(if: Installed.redis != nil)) struct CollectionRunsTests {
    private var programs: Programs {
        Programs(server: Installed.redis ?? "", peer: Installed.redis ?? "")
    }

    @Test func memoryIsThatOfAHash() throws {
        let report = Report()
        try CollectionRuns.memory(programs, only: ["hash5"], report)
        #expect(report.figures.map(\.name) == ["elements.hash5"])
        let memory = try #require(report.figures.first)
        #expect((100...600).contains(memory.server))
        #expect((0.5...2).contains(memory.ratio ?? 0))
    }

    @Test func bothWaysOfFreeingAreMeasured() throws {
        let report = Report()
        try CollectionRuns.freeing(programs, elements: 10_000, report)
        #expect(report.figures.map(\.name) == ["freeing.unlink", "freeing.del"])
        #expect(report.figures.allSatisfy { $0.server > 0 && $0.peer ?? 0 > 0 })
    }
}
