import ArgumentParser
import ConformanceKit
import Foundation

/// Which server is under test.
struct TestedServerOptions: ParsableArguments {
    @Option(help: "The server under test, by its program; by default martlet-server beside this.")
    var martlet: String?

    @Option(help: "A server under test that runs already: redis://[:password@]host:port.")
    var target: String?

    /// Whether it was said which server that is.
    var isNamed: Bool { martlet != nil || target != nil }

    /// Returns the server under test.
    func servers() throws -> any ServerSource {
        guard let target else { return try MartletProgram.servers(martlet) }
        guard martlet == nil else {
            throw ValidationError("--martlet and --target exclude each other")
        }
        guard let address = ServerAddress(url: target) else {
            throw ValidationError("cannot read the URL \(target)")
        }
        return RunningServer(name: address.publicURL, address: address)
    }
}

/// Which servers are compared, and how.
struct TargetOptions: ParsableArguments {
    @OptionGroup var tested: TestedServerOptions

    @Flag(help: "Compares with the golden files, without a redis-server.")
    var golden = false

    @Option(
        help: """
            The file of known differences; by default Conformance/Differences for martlet-server \
            and none for another server.
            """)
    var differences: String?

    /// Returns what a server, by its name, is known to do otherwise.
    func known(of server: String) throws -> KnownDifferences {
        if let differences { return try KnownDifferences(path: differences) }
        guard server == MartletProgram.name else { return .none }
        return try KnownDifferences(path: SuiteOptions.folder("Conformance/Differences"))
    }
}
