import ArgumentParser
import ConformanceKit
import Foundation

/// Tells command by command how exact a server is, on a page and in Markdown.
struct ReportCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "report",
        abstract:
            "Writes a page and a Markdown table of how exact the server is, command by command.",
        discussion: ConformanceCommand.exitCodes
    )

    @OptionGroup var suite: SuiteOptions
    @OptionGroup var recorded: GoldenOptions
    @OptionGroup var targets: TargetOptions
    @OptionGroup var reports: ReportOptions

    @Option(help: "The folder to write conformance.html and conformance.md to.")
    var output = "conformance-report"

    @Option(help: "Makes the report of these results, which --json wrote, without a run.")
    var results: String?

    @Option(help: "Draws the figures of this file, which martlet-benchmark --json wrote.")
    var benchmark: String?

    func validate() throws {
        if results != nil, targets.tested.isNamed || targets.golden {
            throw ValidationError("--results is of a run that was made: it has no other servers")
        }
    }

    func run() throws {
        // What cannot be read is told before a run of minutes.
        let figures = try benchmark.map { try FigureDocument(path: $0) }
        if let results { return try report(ResultDocument(path: results), figures) }
        let run = try ComparisonRun(suite, targets, recorded, reports)
        try report(run.judgement, run.facts, run.catalog, run.known, figures, run.refused)
    }

    /// Reports a run that was made before.
    private func report(_ document: ResultDocument, _ figures: FigureDocument?) throws {
        let catalog = try CommandCatalog(recordedIn: recorded.goldenFolder)
        let all = try suite.allEntries()
        let known = try targets.known(of: document.facts.target)
        let results = try document.results(
            of: suite.selected(from: all, catalog).map(\.test), in: all.map(\.test))
        let judgement = Judgement(
            results, known: known, of: all.map(\.test), refused: document.refused)
        var facts = document.facts
        facts.selection = suite.selection ?? facts.selection
        try report(judgement, facts, catalog, known, figures, document.refused)
    }

    private func report(
        _ judgement: Judgement, _ facts: RunFacts, _ catalog: CommandCatalog,
        _ known: KnownDifferences, _ figures: FigureDocument?, _ refused: [RefusedCall]
    ) throws {
        let shown = suite.since.map(catalog.known) ?? catalog
        let table = ExactnessTable(judgement, shown, known, commands: facts.commands)
        try FileManager.default.createDirectory(
            atPath: output, withIntermediateDirectories: true)
        let page = ExactnessPage(table: table, facts: facts, figures: figures).html
        for (name, text) in [
            ("conformance.html", page), ("conformance.md", MarkdownReport.text(table, facts)),
        ] {
            try text.write(toFile: "\(output)/\(name)", atomically: true, encoding: .utf8)
            print("\(output)/\(name)")
        }
        try reports.write(judgement, facts, refused)
        print(MarkdownReport.summary(table))
        for row in table.missing { print("\(row.title) is not there, and nobody said why") }
        try reports.finish(judgement, isGood: table.missing.isEmpty)
    }
}
