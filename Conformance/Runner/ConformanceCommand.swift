import ArgumentParser
import ConformanceKit
import Foundation

/// Compares a server with the real redis-server.
@main
struct ConformanceCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "conformance",
        abstract: "Compares a server with the real redis-server, reply by reply.",
        subcommands: [
            CompareCommand.self, RecordCommand.self, VerifyCommand.self, GenerateCommand.self,
            LinearizabilityCommand.self,
        ],
        defaultSubcommand: CompareCommand.self
    )

    /// Runs the command, and ends the servers that it has started where a signal ends it.
    static func main() {
        withExtendedLifetime(Interruption()) { main(nil) }
    }
}

/// What every subcommand needs to know of cases and servers.
struct SuiteOptions: ParsableArguments {
    @Option(help: "The folder with the case files.")
    var cases = Self.folder("Conformance/Cases")

    @Option(help: "Only cases whose family, command or title fits this pattern (* and ?).")
    var only: [String] = []

    @Option(help: "The real redis-server; by default the one in PATH.")
    var redisServer: String?

    /// Returns the cases that were asked for.
    func entries() throws -> [SuiteRun.Entry] {
        let patterns = only.map { GlobPattern($0) }
        return try CaseFile.all(in: cases).flatMap { file in
            file.cases
                .filter { test in
                    let names = [test.family, test.command, test.title]
                    return patterns.isEmpty
                        || patterns.contains { names.contains(where: $0.matches) }
                }
                .map { SuiteRun.Entry(test: $0, masks: file.masks) }
        }
    }

    /// Returns the real server's processes.
    func realServers() throws -> ProgramServers {
        guard let program = redisServer ?? ServerProcess.find("redis-server") else {
            throw ValidationError("there is no redis-server in PATH")
        }
        return ProgramServers(name: "redis-server", program: program)
    }

    /// A folder of the package: below the current one, else where this was built from.
    static func folder(_ path: String) -> String {
        if FileManager.default.fileExists(atPath: path) { return path }
        var source = URL(fileURLWithPath: #filePath)
        for _ in 0..<3 { source.deleteLastPathComponent() }
        return source.appendingPathComponent(path).path
    }
}
