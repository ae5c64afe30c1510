import ArgumentParser
import ConformanceKit

/// Runs the cases on the real server and on a target, and tells the differences.
struct CompareCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "compare",
        abstract: "Runs the cases on both servers and tells the differences (the default)."
    )

    @OptionGroup var suite: SuiteOptions
    @OptionGroup var recorded: GoldenOptions
    @OptionGroup var reports: ReportOptions

    @Option(help: "The server under test, by its program; by default martlet-server beside this.")
    var martlet: String?

    @Option(help: "A server under test that runs already: redis://[:password@]host:port.")
    var target: String?

    @Flag(help: "Compares with the golden files, without a redis-server.")
    var golden = false

    func run() throws {
        let real: any RecordSource =
            golden
            ? GoldenFolder(folder: recorded.goldenFolder) : LiveRecords(try suite.realServers())
        let servers = try targetServers()
        let run = SuiteRun(
            real: real, target: LiveRecords(servers),
            commands: try ServerFacts.commands(of: servers.ordinary()))
        try reports.finish(run, try suite.entries())
    }

    private func targetServers() throws -> any ServerSource {
        if let target {
            guard let address = ServerAddress(url: target) else {
                throw ValidationError("cannot read the URL \(target)")
            }
            return RunningServer(name: target, address: address)
        }
        return try MartletProgram.servers(martlet)
    }
}
