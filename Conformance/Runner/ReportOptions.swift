import ArgumentParser
import ConformanceKit
import Foundation

/// How results are told.
struct ReportOptions: ParsableArguments {
    @Option(help: "Also writes the results to this file in JUnit's XML.")
    var junit: String?

    @Option(help: "Also writes the results to this file as JSON.")
    var json: String?

    /// Runs the cases, tells the differences and the table, and ends with 1 where any failed.
    func finish(_ run: SuiteRun, _ entries: [SuiteRun.Entry]) throws {
        let progress = ProgressLine(total: entries.reduce(0) { $0 + $1.test.protocols.count })
        let results = run.run(entries) { result in
            progress.clear()
            if result.isFailed { print(result.report) }
            progress.step()
        }
        progress.clear()
        print(ResultTable.lines(results).joined(separator: "\n"))
        if let junit {
            try ResultReport.junit(results).write(toFile: junit, atomically: true, encoding: .utf8)
        }
        if let json {
            try ResultReport.json(results, real: run.realName, target: run.targetName)
                .write(to: URL(fileURLWithPath: json))
        }
        if results.isEmpty { print("no case fits") }
        if results.isEmpty || results.contains(where: \.isFailed) { throw ExitCode.failure }
    }
}
