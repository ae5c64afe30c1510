@testable import ConformanceKit
import Foundation
import Testing

@Suite struct FigureChartTests {
    static let document = FigureDocument(
        server: MeasuredProgram(name: "martlet-server", version: "v=1"),
        peer: MeasuredProgram(name: "redis-server", version: "v=2"),
        scenarios: ["p1": "Many & few"],
        figures: [
            Figure(name: "p1.set.cpu", unit: "µs a command", server: 2, peer: 4),
            Figure(name: "p1.set.rps", unit: "thousand a second", server: 123.4, peer: 0.5),
            Figure(name: "p1.get.cpu", unit: "µs a command", server: 1, peer: 3),
            Figure(name: "alone", unit: "ns", server: 1, peer: nil),
        ], processors: 4)

    @Test func aChartForEachScenarioAndUnit() {
        let charts = FigureChart.all(in: Self.document)
        #expect(charts.map(\.unit) == ["µs a command", "thousand a second"])
        #expect(charts.map(\.title) == ["Many & few", "Many & few"])
        #expect(charts[0].figures.map(\.name) == ["p1.set.cpu", "p1.get.cpu"])
    }

    /// The longest bar fills the space, the others have their share of it.
    @Test func barsAreAsLongAsTheirValues() throws {
        let svg = FigureChart.all(in: Self.document)[0].svg
        let widths = svg.matches(of: /<rect [^>]*? width="([0-9.]+)"/).map { Double($0.1) ?? 0 }
        let longest = try #require(widths.max())
        #expect(widths.map { ($0 / longest * 100).rounded() } == [50, 100, 25, 75])
        #expect(svg.components(separatedBy: "class=\"own\"").count == 3)
    }

    @Test func theTextTellsTheValues() {
        let chart = FigureChart.all(in: Self.document)[0]
        let label =
            "Many & few, µs a command. set: martlet-server 2.00, redis-server 4.00; "
            + "get: martlet-server 1.00, redis-server 3.00"
        #expect(chart.label == label)
        #expect(chart.svg.contains("aria-label=\"Many &amp; few, µs"))
    }

    @Test(
        arguments: [(0.1234, "0.123"), (1.234, "1.23"), (12.34, "12.3"), (1234.5, "1234")]
            as [(Double, String)])
    func valuesHaveThreeDigits(value: Double, text: String) {
        #expect(FigureChart.value(value) == text)
    }

    @Test func documentsAreWrittenAndRead() throws {
        let path = FileManager.default.temporaryDirectory
            .appendingPathComponent("figures-\(UUID().uuidString).json").path
        defer { try? FileManager.default.removeItem(atPath: path) }
        try Self.document.write(to: path)
        let read = try FigureDocument(path: path)
        #expect(read.figures == Self.document.figures)
        #expect(read.figures[0].ratio == 0.5)
        #expect(read.scenarios == Self.document.scenarios)
    }
}
