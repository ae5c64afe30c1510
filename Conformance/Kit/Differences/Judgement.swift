/// Results of a run, and what is known of their differences.
package struct Judgement: Sendable {
    /// What a case in a protocol comes to.
    package enum Verdict: Sendable, Equatable {
        case passed
        case known(KnownDifferences.Entry)
        case failed
        case skipped
    }

    package let results: [CaseResult]
    /// The verdict on each result.
    package let verdicts: [Verdict]
    /// What is wrong with the file of known differences.
    package let objections: [String]

    /// Judges results of a run of all the suite's cases, or of some of them.
    package init(
        _ results: [CaseResult], known: KnownDifferences, of suite: [ConformanceCase],
        refused: [RefusedCall]? = nil
    ) {
        self.results = results
        verdicts = results.map { Self.verdict(on: $0, known) }
        objections =
            Self.objections(to: known, results, suite)
            + (refused.map { Self.objections(to: known, $0) } ?? [])
    }

    /// Whether nothing differs but what is known to, and what is known to differ does.
    package var isGood: Bool { objections.isEmpty && unknown.isEmpty }

    /// The results that differ though nobody said so.
    package var unknown: [CaseResult] {
        zip(results, verdicts).filter { $1 == .failed }.map(\.0)
    }

    /// Returns what a run has to come to for nothing to be wrong: all cases pass but those that are
    /// known to differ, and those that are beyond the commands of the server under test.
    package static func expected(
        _ suite: [ConformanceCase], known: KnownDifferences, commands: Set<String>?
    ) -> Judgement {
        let results = suite.flatMap { test in
            test.protocols.map { version in
                let isKnown = known.entries.contains { $0.covers(test, in: version) }
                let outcome: CaseResult.Outcome =
                    SuiteRun.isBeyond(commands, test)
                    ? .skipped("the command is not there") : isKnown ? .failed([]) : .passed
                return CaseResult(test: test, version: version, outcome: outcome, seconds: 0)
            }
        }
        return Judgement(results, known: known, of: suite)
    }

    private static func verdict(on result: CaseResult, _ known: KnownDifferences) -> Verdict {
        switch result.outcome {
        case .passed: return .passed
        case .skipped: return .skipped
        case .failed:
            let entry = known.entries.first { $0.covers(result.test, in: result.version) }
            return entry.map { .known($0) } ?? .failed
        }
    }

    /// Entries of cases that pass, and of cases that there aren't.
    private static func objections(
        to known: KnownDifferences, _ results: [CaseResult], _ suite: [ConformanceCase]
    ) -> [String] {
        known.entries.flatMap { entry -> [String] in
            let place = "\(known.file):\(entry.line): “\(entry.title)”"
            let covered = suite.contains { test in
                test.protocols.contains { entry.covers(test, in: $0) }
            }
            guard covered else { return ["\(place): \(entry.family) has no such case"] }
            return results.filter { $0.outcome == .passed && entry.covers($0.test, in: $0.version) }
                .map { "\(place): “\($0.test.title)” passes in RESP\($0.version.rawValue)" }
        }
    }

    /// Refusals of calls that are answered, and of calls that nobody made.
    private static func objections(
        to known: KnownDifferences, _ refused: [RefusedCall]
    ) -> [String] {
        known.refusals.compactMap { refusal in
            let made = refused.first { $0.call == refusal.call }
            let objection = made == nil ? "was not tried in this run" : made?.objection
            return objection.map { "\(known.file):\(refusal.line): \(refusal.call) \($0)" }
        }
    }
}
