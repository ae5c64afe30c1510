import ArgumentParser
import ConformanceKit
import Foundation

/// Runs the cases on the real server and on a target, and tells the differences.
struct CompareCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "compare",
        abstract: "Runs the cases on both servers and tells the differences (the default)."
    )

    @OptionGroup var suite: SuiteOptions

    @Option(help: "The server under test, by its program; by default martlet-server beside this.")
    var martlet: String?

    @Option(help: "A server under test that runs already: redis://[:password@]host:port.")
    var target: String?

    func run() throws {
        let target = try targetServers()
        let entries = try suite.entries()
        let run = SuiteRun(
            real: LiveRecords(try suite.realServers()), target: LiveRecords(target))
        let progress = Progress(total: entries.reduce(0) { $0 + $1.test.protocols.count })
        let results = run.run(entries) { result in
            progress.clear()
            if result.isFailed { print(result.report) }
            progress.step()
        }
        progress.clear()
        print(ResultTable.lines(results).joined(separator: "\n"))
        if results.contains(where: \.isFailed) || results.isEmpty { throw ExitCode.failure }
    }

    private func targetServers() throws -> any ServerSource {
        if let target {
            guard let address = ServerAddress(url: target) else {
                throw ValidationError("cannot read the URL \(target)")
            }
            return RunningServer(name: target, address: address)
        }
        let beside = URL(fileURLWithPath: CommandLine.arguments[0])
            .deletingLastPathComponent().appendingPathComponent("martlet-server").path
        let program = martlet ?? beside
        guard let path = program.contains("/") ? program : ServerProcess.find(program),
            FileManager.default.isExecutableFile(atPath: path)
        else { throw ValidationError("there is no server \(program)") }
        return ProgramServers(name: "martlet-server", program: path)
    }
}
