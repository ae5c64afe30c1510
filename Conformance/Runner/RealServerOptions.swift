import ArgumentParser
import ConformanceKit

/// Where the real server is.
struct RealServerOptions: ParsableArguments {
    @Option(help: "The real redis-server; by default the one in PATH.")
    var redisServer: String?

    /// Returns the real server's processes.
    func servers() throws -> ProgramServers {
        guard let program = redisServer ?? ServerProcess.find("redis-server") else {
            throw MissingServer(description: "there is no redis-server in PATH")
        }
        return ProgramServers(name: "redis-server", program: program)
    }
}

/// Where the cases are.
struct CaseOptions: ParsableArguments {
    @Option(help: "The folder with the case files.")
    var cases = SuiteOptions.folder("Conformance/Cases")
}

/// A server that cannot be started, as it isn't there.
struct MissingServer: Error, CustomStringConvertible {
    let description: String
}
