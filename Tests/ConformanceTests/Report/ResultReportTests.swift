@testable import ConformanceKit
import Foundation
import Testing

@Suite struct ResultReportTests {
    private func results() throws -> [CaseResult] {
        let cases = try CaseFile("== A <b>\n> GET a\n== C\n.unordered> KEYS *", file: "a.case")
            .cases
        let difference = Difference(
            line: 2, reason: "other replies", real: "+\"OK\"", target: "+<no>")
        return [
            CaseResult(test: cases[0], version: .resp2, outcome: .failed([difference]), seconds: 1),
            CaseResult(test: cases[0], version: .resp3, outcome: .passed, seconds: 0.5),
            CaseResult(test: cases[1], version: .resp2, outcome: .skipped("why"), seconds: 0),
        ]
    }

    @Test func junitNamesFailures() throws {
        let text = ResultReport.junit(try results())
        #expect(text.contains("tests=\"3\" failures=\"1\" skipped=\"1\""))
        #expect(text.contains("name=\"A &lt;b&gt; (RESP2)\" time=\"1.0000\"><failure"))
        #expect(text.contains("target: +&lt;no&gt;"))
    }

    @Test func jsonCounts() throws {
        let data = try ResultReport.json(try results(), real: "r", target: "t")
        let object = try JSONSerialization.jsonObject(with: data) as? [String: Any]
        #expect(object?["failed"] as? Int == 1)
        #expect(object?["passed"] as? Int == 1)
        #expect(object?["skipped"] as? Int == 1)
        #expect((object?["results"] as? [Any])?.count == 3)
    }

    @Test func tableCountsCasesByComparator() throws {
        let lines = ResultTable.lines(try results()).map { $0.split(separator: " ") }
        #expect(lines[0].map(String.init).prefix(3) == ["command", "exact", "unordered"])
        #expect(lines[1].map(String.init) == ["GET", "1", "·", "·", "·", "·", "1", "·"])
        #expect(lines[2].map(String.init) == ["KEYS", "·", "1", "·", "·", "·", "·", "1"])
        #expect(lines[3].map(String.init) == ["all", "1", "1", "·", "·", "·", "1", "1"])
    }

    @Test func reportTellsPlaceAndReplies() throws {
        let report = try results()[0].report
        #expect(report.contains("a.case:2: other replies"))
        #expect(report.contains("RESP2"))
        #expect(report.contains("real:   +\"OK\"\n    target: +<no>"))
    }
}
