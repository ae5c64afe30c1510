@testable import ConformanceKit
import Foundation
import Testing

@Suite struct JUnitReportTests {
    @Test func failuresAreNamed() throws {
        let text = JUnitReport.text(try SmallRun.judgement())
        #expect(text.contains("tests=\"3\" failures=\"1\" errors=\"0\" skipped=\"1\""))
        #expect(text.contains("name=\"A &lt;b&gt; (RESP2)\" time=\"1.0000\"><failure"))
        #expect(text.contains("target: +&lt;no&gt;"))
    }

    @Test func knownDifferencesAreSkipped() throws {
        let known = try KnownDifferences("differs a: A * — another — “why”", file: "d")
        let text = JUnitReport.text(try SmallRun.judgement(known))
        #expect(text.contains("tests=\"3\" failures=\"0\" errors=\"0\" skipped=\"2\""))
        #expect(text.contains("<skipped message=\"known to differ: another, “why”\"/>"))
    }

    @Test func tableCountsCasesByComparator() throws {
        let lines = ResultTable.lines(try SmallRun.judgement()).map { $0.split(separator: " ") }
        #expect(lines[0].map(String.init).prefix(3) == ["command", "exact", "unordered"])
        #expect(lines[1].map(String.init) == ["GET", "1", "·", "·", "·", "·", "·", "1", "·"])
        #expect(lines[2].map(String.init) == ["KEYS", "·", "1", "·", "·", "·", "·", "·", "1"])
        #expect(lines[3].map(String.init) == ["all", "1", "1", "·", "·", "·", "·", "1", "1"])
    }

    @Test func tableCountsWhatIsKnown() throws {
        let known = try KnownDifferences("differs a: A * — another — why", file: "d")
        let lines = ResultTable.lines(try SmallRun.judgement(known)).map {
            $0.split(separator: " ")
        }
        #expect(lines[3].map(String.init) == ["all", "1", "1", "·", "·", "·", "1", "·", "1"])
    }

    @Test func reportTellsPlaceAndReplies() throws {
        let report = try SmallRun.judgement().results[0].report
        #expect(report.contains("a.case:2: other replies"))
        #expect(report.contains("RESP2"))
        #expect(report.contains("real:   +\"OK\"\n    target: +<no>"))
    }
}
