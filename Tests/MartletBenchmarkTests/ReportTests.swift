import ConformanceKit
import Foundation
import Testing

@testable import martlet_benchmark

@Suite struct ReportTests {
    @Test(arguments: [([3, 1, 2], 2), ([4, 1, 3, 2], 2.5), ([7], 7)] as [([Double], Double)])
    func theMedianIsInTheMiddle(values: [Double], median: Double) {
        #expect(values.median == median)
    }

    @Test func theMedianOfNothingIsNoNumber() {
        #expect([Double]().median.isNaN)
    }

    @Test func theRatioIsThePeersShare() {
        #expect(Figure(name: "a", unit: "ms", server: 3, peer: 4).ratio == 0.75)
        #expect(Figure(name: "a", unit: "ms", server: 3, peer: nil).ratio == nil)
    }

    /// The page has a title for whatever is measured.
    @Test func scenariosAreDescribed() {
        let names = Throughput.all.map(\.name) + PacketRuns.all.map(\.name)
        let unnamed = names.filter { name in
            let figure = Figure(name: name, unit: "", server: 0, peer: nil)
            return Scenarios.descriptions[figure.scenario] == nil
        }
        #expect(unnamed == [])
    }

    @Test func figuresAreWrittenInTheirOrder() throws {
        let report = Report()
        report.begin("a")
        report.add("b", unit: "ms", server: 1, peer: 2)
        report.add("a", unit: "ns", server: 3, peer: nil)
        let path = FileManager.default.temporaryDirectory
            .appendingPathComponent("figures-\(UUID().uuidString)").path
        defer { try? FileManager.default.removeItem(atPath: path) }
        let programs = Programs(server: "/bin/echo", peer: "/bin/echo")
        try report.write(to: path, of: programs)
        let document = try FigureDocument(path: path)
        #expect(document.server.name == "echo")
        #expect(document.server.version.hasPrefix("echo (GNU"))
        #expect(document.processors > 0)
        let figures = document.figures
        #expect(figures.map(\.name) == ["b", "a"])
        #expect(figures.map(\.server) == [1, 3])
        #expect(figures.map(\.peer) == [2, nil])
    }
}
