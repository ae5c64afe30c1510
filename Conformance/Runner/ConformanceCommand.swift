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
            CompareCommand.self, ReportCommand.self, RecordCommand.self, VerifyCommand.self,
            GenerateCommand.self, LinearizabilityCommand.self, FuzzCommand.self,
            ProtocolCommand.self, SoakCommand.self,
        ],
        defaultSubcommand: CompareCommand.self
    )

    /// Runs the command, and ends the servers that it has started where a signal ends it.
    static func main() {
        withExtendedLifetime(Interruption()) {
            do {
                var command = try parseAsRoot()
                try command.run()
            } catch {
                let code = exitCode(for: error)
                // 1 says that servers differ; what prevents a run is something else.
                guard code == .failure, !(error is ExitCode) else { exit(withError: error) }
                FileHandle.standardError.write(Data("Error: \(text(of: error))\n".utf8))
                exit(withError: ExitCode(2))
            }
        }
    }

    private static func text(of error: any Error) -> String {
        guard let missing = error as? CocoaError else { return "\(error)" }
        return "\(missing.filePath ?? ""): \(missing.localizedDescription)"
    }

    /// What the commands' exit codes mean.
    static let exitCodes = """
        The exit code is 0 where nothing differs but what is known to, 1 where something does, 2 \
        where a server or a file is missing, and 64 where the arguments cannot be understood.
        """
}

extension ParsableCommand {
    /// Refuses arguments with which a run would do nothing.
    static func check(_ isSound: Bool, _ rule: String) throws {
        if !isSound { throw ValidationError(rule) }
    }
}
