import ConformanceKit
import Foundation

/// The server under test, as a program.
enum MartletProgram {
    static let name = "martlet-server"

    /// Returns its processes: of a program by name or path, else of martlet-server beside this one.
    static func servers(_ program: String?) throws -> ProgramServers {
        let own = Bundle.main.executableURL ?? URL(fileURLWithPath: CommandLine.arguments[0])
        let beside = own.deletingLastPathComponent().appendingPathComponent(name).path
        let program = program ?? beside
        guard let path = program.contains("/") ? program : ServerProcess.find(program),
            FileManager.default.isExecutableFile(atPath: path)
        else { throw MissingServer(description: "there is no server \(program)") }
        return ProgramServers(name: URL(fileURLWithPath: path).lastPathComponent, program: path)
    }
}
