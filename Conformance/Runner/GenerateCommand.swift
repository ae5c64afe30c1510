import ArgumentParser
import ConformanceKit
import Foundation

/// Writes the cases that follow from the real server's command table.
struct GenerateCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "generate",
        abstract: "Writes mechanical.case from the real server's own command table."
    )

    @OptionGroup var folder: CaseOptions
    @OptionGroup var real: RealServerOptions

    func run() throws {
        let servers = try real.servers()
        let text = try withExtendedLifetime(servers) {
            try MechanicalCases.text(from: servers.ordinary())
        }
        let path = "\(folder.cases)/\(MechanicalCases.family).case"
        try text.write(toFile: path, atomically: true, encoding: .utf8)
        print(path)
    }
}
