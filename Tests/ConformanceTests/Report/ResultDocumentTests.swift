@testable import ConformanceKit
import Foundation
import Testing

@Suite struct ResultDocumentTests {
    private func withFile(_ body: (String) throws -> Void) throws {
        let path = FileManager.default.temporaryDirectory
            .appendingPathComponent("results-\(UUID().uuidString).json").path
        defer { try? FileManager.default.removeItem(atPath: path) }
        try body(path)
    }

    @Test func resultsAreCounted() throws {
        try withFile { path in
            let known = try KnownDifferences("differs a: A * [resp2] — another — why", file: "d")
            let document = ResultDocument(try SmallRun.judgement(known), facts: SmallRun.facts)
            try document.write(to: path)
            let data = try Data(contentsOf: URL(filePath: path))
            let object = try JSONSerialization.jsonObject(with: data) as? [String: Any]
            #expect(object?["failed"] as? Int == 0)
            #expect(object?["known"] as? Int == 1)
            #expect(object?["passed"] as? Int == 1)
            #expect(object?["skipped"] as? Int == 1)
            let results = try #require(object?["results"] as? [[String: Any]])
            #expect(results.map { $0["outcome"] as? String } == ["known", "passed", "skipped"])
            #expect(results.map { $0["resp"] as? Int } == [2, 3, 2])
        }
    }

    @Test func whatIsWrittenIsRead() throws {
        try withFile { path in
            let refused = [RefusedCall(call: "FAILOVER", target: "-ERR", real: nil)]
            try ResultDocument(
                try SmallRun.judgement(), facts: SmallRun.facts, refused: refused
            ).write(to: path)
            let document = try ResultDocument(path: path)
            #expect(document.facts == SmallRun.facts)
            #expect(document.facts.date == "2027-01-15T08:00:00Z")
            #expect(document.refused == refused)
            let results = try document.results(of: try SmallRun.tests(), in: [])
            #expect(results.map(\.outcome) == (try SmallRun.results().map(\.outcome)))
            #expect(results.map(\.test) == (try SmallRun.results().map(\.test)))
        }
    }

    @Test func someOfTheCasesCanBeAskedFor() throws {
        try withFile { path in
            try ResultDocument(try SmallRun.judgement(), facts: SmallRun.facts).write(to: path)
            let (document, tests) = (try ResultDocument(path: path), try SmallRun.tests())
            let results = try document.results(of: Array(tests.dropFirst()), in: tests)
            #expect(results.map(\.test.title) == ["C"])
        }
    }

    /// A report of old results would tell what no run has shown.
    @Test(arguments: ["== A <b>\n> GET a", "== A <b>\n> GET a\n== C\n> GET a\n== D\n> GET a"])
    func otherCasesAreRefused(text: String) throws {
        try withFile { path in
            try ResultDocument(try SmallRun.judgement(), facts: SmallRun.facts).write(to: path)
            let document = try ResultDocument(path: path)
            let cases = try CaseFile(text, file: "a.case").cases
            #expect(throws: ResultDocument.OtherCases.self) {
                try document.results(of: cases, in: cases)
            }
        }
    }
}
