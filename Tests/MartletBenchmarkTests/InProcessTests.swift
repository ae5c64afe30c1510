import ConformanceKit
import Testing

@testable import martlet_benchmark

@Suite struct InProcessTests {
    @Test func eachFigureIsATime() throws {
        let report = Report()
        try InProcess.measure(report, calls: 20, starts: 2)
        #expect(
            report.figures.map(\.name) == [
                "inprocess.get.borrowed", "inprocess.get.string", "inprocess.set",
                "inprocess.start", "inprocess.listen",
            ])
        #expect(report.figures.allSatisfy { $0.server > 0 && $0.peer == nil })
    }
}
