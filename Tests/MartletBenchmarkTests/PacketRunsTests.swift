import ConformanceKit
import Testing

@testable import martlet_benchmark

@Suite(.enabled(if: Installed.redis != nil)) struct PacketRunsTests {
    @Test("Both servers answer what is sent, and their time is measured", arguments: 0..<3)
    func timeOfBothIsMeasured(index: Int) throws {
        let redis = Installed.redis ?? ""
        let report = Report()
        let scenario = PacketRuns.all[index]
        try scenario.measure(
            Programs(server: redis, peer: redis), pairs: 2, packets: 500, report)
        #expect(report.figures.map(\.name) == ["\(scenario.name).cpu"])
        #expect(report.figures.allSatisfy { $0.server > 0 && $0.peer ?? 0 > 0 })
    }
}
