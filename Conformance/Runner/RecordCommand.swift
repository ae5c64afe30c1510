import ArgumentParser
import ConformanceKit

/// Where the records are.
struct GoldenOptions: ParsableArguments {
    @Option(help: "The folder with the records of the real server.")
    var goldenFolder = SuiteOptions.folder("Conformance/Golden")
}

/// Runs the cases on the real server and writes down what it does.
struct RecordCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "record",
        abstract: "Writes the real server's replies to the folder of golden files."
    )

    @OptionGroup var suite: SuiteOptions
    @OptionGroup var golden: GoldenOptions

    func run() throws {
        let servers = try suite.realServers()
        let folder = GoldenFolder(folder: golden.goldenFolder)
        let catalog = try CommandCatalog(of: servers.ordinary())
        try catalog.write(to: golden.goldenFolder)
        // A family is one file: all of its cases are recorded where any is asked for.
        let asked = Set(try suite.selected(from: suite.allEntries(), catalog).map(\.test.family))
        for file in try CaseFile.all(in: suite.folder.cases) where asked.contains(file.family) {
            let entries = file.cases.map { SuiteRun.Entry(test: $0, masks: file.masks) }
            try folder.write(
                file.family, entries, from: LiveRecords(servers), server: catalog.server)
            print("\(file.family): \(entries.count) cases")
        }
    }
}

/// Runs the cases on the real server and compares it with what was recorded.
struct VerifyCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "verify",
        abstract: "Checks that the real server still does what is in the golden files."
    )

    @OptionGroup var suite: SuiteOptions
    @OptionGroup var golden: GoldenOptions
    @OptionGroup var reports: ReportOptions

    func run() throws {
        let servers = try suite.realServers()
        let folder = GoldenFolder(folder: golden.goldenFolder)
        let catalog = try CommandCatalog(of: servers.ordinary())
        let all = try suite.allEntries()
        let entries = try suite.selected(from: all, catalog)
        let commands = try ServerFacts.commands(of: servers.ordinary())
        let run = SuiteRun(real: folder, target: LiveRecords(servers), commands: commands)
        let isStale = try tellStale(entries, folder, catalog)
        let judgement = Judgement(
            reports.results(of: run, entries), known: .none, of: all.map(\.test))
        print(ResultTable.lines(judgement).joined(separator: "\n"))
        let facts = RunFacts(
            real: run.realName,
            realVersion: try CommandCatalog(recordedIn: golden.goldenFolder).server,
            target: run.targetName, targetVersion: catalog.server, commands: commands)
        try reports.write(judgement, facts)
        try reports.finish(judgement, isGood: !isStale)
    }

    /// Tells of records of other versions and of cases that are gone; returns whether there are.
    private func tellStale(
        _ entries: [SuiteRun.Entry], _ folder: GoldenFolder, _ catalog: CommandCatalog
    ) throws -> Bool {
        let version = catalog.server
        let recordedTable = try CommandCatalog(recordedIn: golden.goldenFolder)
        var isStale = recordedTable.entries != catalog.entries
        if isStale { print("\(CommandCatalog.fileName) is not the server's table of commands") }
        let families = Dictionary(grouping: entries, by: \.test.family)
        for (family, members) in families.sorted(by: { $0.key < $1.key }) {
            let recorded = try folder.server(of: family)
            if recorded != version, !recorded.isEmpty {
                print("\(family) was recorded of \(recorded), and this is \(version)")
            }
            guard suite.only.isEmpty, suite.since == nil else { continue }
            for title in try folder.staleTitles(family, members) {
                print("\(family) has a record of “\(title)”, but no such case")
                isStale = true
            }
        }
        return isStale
    }
}
