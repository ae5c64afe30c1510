import ArgumentParser
import ConformanceKit

/// Runs the cases on the real server and on a target, and tells the differences.
struct CompareCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "compare",
        abstract: "Runs the cases on both servers and tells the differences (the default).",
        discussion: ConformanceCommand.exitCodes
    )

    @OptionGroup var suite: SuiteOptions
    @OptionGroup var recorded: GoldenOptions
    @OptionGroup var targets: TargetOptions
    @OptionGroup var reports: ReportOptions

    func run() throws {
        let run = try ComparisonRun(suite, targets, recorded, reports)
        print(ResultTable.lines(run.judgement).joined(separator: "\n"))
        try reports.write(run.judgement, run.facts, run.refused)
        try reports.finish(run.judgement)
    }
}
