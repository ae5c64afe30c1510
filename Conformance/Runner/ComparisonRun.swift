import ConformanceKit

/// A run of cases on the real server and on the one under test, judged.
struct ComparisonRun {
    let judgement: Judgement
    let facts: RunFacts
    let catalog: CommandCatalog
    let known: KnownDifferences
    let refused: [RefusedCall]

    /// Runs the cases that were asked for.
    init(
        _ suite: SuiteOptions, _ targets: TargetOptions, _ recorded: GoldenOptions,
        _ reports: ReportOptions
    ) throws {
        let servers = try targets.tested.servers()
        let real = targets.golden ? nil : try suite.realServers()
        known = try targets.known(of: servers.name)
        catalog =
            try real.map { try CommandCatalog(of: $0.ordinary()) }
            ?? CommandCatalog(recordedIn: recorded.goldenFolder)
        let all = try suite.allEntries()
        let entries = try suite.selected(from: all, catalog)
        let commands = try ServerFacts.commands(of: servers.ordinary())
        let source: any RecordSource =
            real.map { LiveRecords($0) } ?? GoldenFolder(folder: recorded.goldenFolder)
        let run = SuiteRun(real: source, target: LiveRecords(servers), commands: commands)
        var facts = RunFacts(
            real: run.realName, realVersion: catalog.server, target: run.targetName,
            targetVersion: try ServerFacts.toldVersion(of: servers.ordinary()), commands: commands)
        facts.selection = suite.selection
        self.facts = facts
        let results = reports.results(of: run, entries, known: known)
        refused = try RefusedCall.all(in: known, target: servers, real: real)
        judgement = Judgement(
            results, known: known, of: all.map(\.test), refused: refused)
    }
}
