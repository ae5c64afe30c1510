import Foundation

/// The results of a run as JSON, for other programs and for a report made later.
package struct ResultDocument: Codable {
    /// Why a document cannot be read as the results of the cases at hand.
    package struct OtherCases: Error, CustomStringConvertible {
        package var title: String

        package var description: String {
            "the results are of other cases than these: “\(title)” is in only one of them"
        }
    }

    /// One case in one protocol.
    private struct Line: Codable {
        var family: String
        var command: String
        var title: String
        var file: String
        var line: Int
        var resp: SpokenProtocol
        var comparator: String
        /// `passed`, `known`, `failed` or `skipped`.
        var outcome: String
        /// Why it was skipped, or why it is known to differ.
        var reason: String?
        var seconds: Double
        var differences: [Difference]
    }

    package let facts: RunFacts
    private let passed: Int
    private let known: Int
    private let failed: Int
    private let skipped: Int
    /// What was answered to the calls that are refused on purpose.
    package let refused: [RefusedCall]
    private let results: [Line]

    package init(_ judgement: Judgement, facts: RunFacts, refused: [RefusedCall] = []) {
        self.facts = facts
        self.refused = refused
        results = zip(judgement.results, judgement.verdicts).map(Self.line)
        failed = results.count { $0.outcome == "failed" }
        known = results.count { $0.outcome == "known" }
        skipped = results.count { $0.outcome == "skipped" }
        passed = results.count - failed - known - skipped
    }

    private static func line(_ result: CaseResult, _ verdict: Judgement.Verdict) -> Line {
        var line = Line(
            family: result.test.family, command: result.test.command, title: result.test.title,
            file: result.test.file, line: result.test.line, resp: result.version,
            comparator: result.test.comparator.rawValue, outcome: "passed",
            seconds: result.seconds, differences: [])
        switch result.outcome {
        case .passed: break
        case .skipped(let reason): (line.outcome, line.reason) = ("skipped", reason)
        case .failed(let differences): (line.outcome, line.differences) = ("failed", differences)
        }
        if case .known(let entry) = verdict {
            (line.outcome, line.reason) = ("known", entry.reason)
        }
        return line
    }

    /// Writes the document.
    package func write(to path: String) throws {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
        try encoder.encode(self).write(to: URL(fileURLWithPath: path))
    }

    /// Reads what ``write(to:)`` wrote.
    package init(path: String) throws {
        self = try JSONFile.value(
            at: path, expected: "results, as conformance --json writes them")
    }

    /// Returns the results of some cases of a suite.
    ///
    /// - Throws: ``OtherCases`` where one of them has no result, or a result is of no case of the
    ///   suite.
    package func results(
        of tests: [ConformanceCase], in suite: [ConformanceCase]
    ) throws -> [CaseResult] {
        var lines = Dictionary(
            results.map { (Self.key($0.family, $0.title, $0.resp), $0) },
            uniquingKeysWith: { first, _ in first })
        let results = try tests.flatMap { test in
            try test.protocols.map { version in
                let key = Self.key(test.family, test.title, version)
                guard let line = lines.removeValue(forKey: key) else {
                    throw OtherCases(title: test.title)
                }
                return CaseResult(
                    test: test, version: version, outcome: Self.outcome(line),
                    seconds: line.seconds)
            }
        }
        for test in suite {
            for version in test.protocols {
                lines[Self.key(test.family, test.title, version)] = nil
            }
        }
        if let rest = lines.values.first { throw OtherCases(title: rest.title) }
        return results
    }

    private static func key(_ family: String, _ title: String, _ version: SpokenProtocol) -> String
    {
        "\(family)\n\(title)\n\(version.rawValue)"
    }

    private static func outcome(_ line: Line) -> CaseResult.Outcome {
        switch line.outcome {
        case "passed": .passed
        case "skipped": .skipped(line.reason ?? "")
        default: .failed(line.differences)
        }
    }
}
