import ArgumentParser
import ConformanceKit
import Foundation

/// How results are told: the one way of every command that runs cases.
struct ReportOptions: ParsableArguments {
    @Option(help: "Also writes the results to this file in JUnit's XML.")
    var junit: String?

    @Option(help: "Also writes the results to this file as JSON.")
    var json: String?

    /// Runs the cases, telling each that differs, and how far the run is.
    func results(
        of run: SuiteRun, _ entries: [SuiteRun.Entry], known: KnownDifferences = .none
    ) -> [CaseResult] {
        let progress = ProgressLine(total: entries.reduce(0) { $0 + $1.test.protocols.count })
        let results = run.run(entries) { result in
            let isKnown = known.entries.contains { $0.covers(result.test, in: result.version) }
            if result.isFailed, !isKnown {
                progress.clear()
                print(result.report)
            }
            progress.step()
        }
        progress.clear()
        return results
    }

    /// Writes the files that were asked for.
    func write(_ judgement: Judgement, _ facts: RunFacts, _ refused: [RefusedCall] = []) throws {
        if let junit {
            try JUnitReport.text(judgement).write(
                toFile: junit, atomically: true, encoding: .utf8)
        }
        if let json {
            try ResultDocument(judgement, facts: facts, refused: refused).write(to: json)
        }
    }

    /// Tells what is wrong with the known differences, and ends with 1 where anything is wrong.
    func finish(_ judgement: Judgement, isGood: Bool = true) throws {
        for objection in judgement.objections { print(objection) }
        if judgement.results.isEmpty { print("no case fits") }
        guard isGood, judgement.isGood, !judgement.results.isEmpty else { throw ExitCode.failure }
    }
}
