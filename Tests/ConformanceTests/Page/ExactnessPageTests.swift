@testable import ConformanceKit
import Foundation
import Testing

@Suite struct ExactnessPageTests {
    private func page(_ figures: FigureDocument? = nil) throws -> String {
        let known = try KnownDifferences("refuses LPOP \"<k>\" — is refused — why", file: "d")
        let table = ExactnessTable(
            try SmallRun.judgement(known), try #require(SmallRun.catalog), known,
            commands: SmallRun.facts.commands)
        return ExactnessPage(table: table, facts: SmallRun.facts, figures: figures).html
    }

    @Test func rowsHaveHeadersAndStates() throws {
        let page = try page()
        #expect(
            page.contains("<tr data-state=\"differs\"><th scope=\"row\">GET</th><td>1.0.0</td>"))
        #expect(page.contains("<th scope=\"row\" class=\"sub\">CLIENT KILL</th>"))
        #expect(page.contains("<td class=\"bad\">0 of 1</td><td>1 of 1</td>"))
        #expect(page.contains("<option value=\"missing\">") == false)
        #expect(page.contains("<option value=\"refused\">refuses calls (1)</option>"))
        #expect(page.contains("7.0.15, build 1, on 2027-01-15T08:00:00Z"))
    }

    @Test func textsStandForThemselves() throws {
        let page = try page()
        #expect(page.contains("a &lt;server&gt;"))
        #expect(page.contains("LPOP &lt;k&gt; is refused: why"))
        #expect(page.contains("A &lt;b&gt; (RESP2, a)"))
        #expect(!page.contains("<server>"))
        #expect(!page.contains("{{"))
    }

    @Test func nothingComesFromElsewhere() throws {
        let page = try page(FigureChartTests.document)
        for text in ["http:", "https:", "src=", "@import", "url("] {
            #expect(!page.contains(text), "\(text)")
        }
    }

    @Test func figuresAreDrawnWhereThereAreSome() throws {
        #expect(try !page().contains("<svg"))
        let page = try page(FigureChartTests.document)
        #expect(page.components(separatedBy: "<svg role=\"img\"").count == 3)
        #expect(page.contains("<figcaption>Many &amp; few <small>µs a command</small>"))
        #expect(page.contains("v=1 and v=2"))
    }
}
