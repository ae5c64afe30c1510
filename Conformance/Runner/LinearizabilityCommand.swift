import ArgumentParser
import ConformanceKit
import Foundation
import Linearizability

/// Lets many clients loose on servers, and checks that what they saw has an order.
struct LinearizabilityCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "linearizability",
        abstract: "Checks what many clients at once see, some of which are killed.",
        discussion: """
            Clients note when they sent what and when it was answered. A checker looks for an \
            order of all that which explains every reply. The exit code is 1 where there is none.
            """
    )

    @Option(help: "redis, martlet, in-process, or a URL of a server, which is emptied; repeatable.")
    var target = ["redis", "martlet", "in-process"]

    @Option(help: "locks, queues, transfers or groups; repeatable.")
    var workload = AnyWorkload.allCases

    @Option(help: "How long the clients of one workload are busy.")
    var seconds = 5.0

    @Option(help: "How many clients there are.")
    var clients = 50

    @Option(help: "What the clients' choices follow from.")
    var seed: UInt64 = 1

    @Option(help: "The server under test, by its program; by default martlet-server beside this.")
    var martlet: String?

    @OptionGroup var real: RealServerOptions

    func validate() throws {
        try Self.check(seconds > 0, "--seconds are more than 0")
        try Self.check(clients > 0, "--clients are at least 1")
    }

    func run() throws {
        var run = LinearizabilityRun()
        run.clientCount = clients
        run.limit = .seconds(seconds)
        run.seed = seed
        var isLinearizable = true
        for name in target {
            // The server ends with the processes that it is one of.
            let processes = try processes(name)
            let source = try source(name, processes)
            for workload in workload {
                let report = try workload.run(run, on: source)
                print(report.line)
                report.objections.forEach { print($0) }
                isLinearizable = isLinearizable && report.isLinearizable
            }
            withExtendedLifetime(processes) {}
        }
        if !isLinearizable { throw ExitCode.failure }
    }

    /// Returns the processes of a server that is to be started, nil for another.
    private func processes(_ name: String) throws -> ProgramServers? {
        switch name {
        case "redis": try real.servers()
        case "martlet": try MartletProgram.servers(martlet)
        default: nil
        }
    }

    private func source(_ name: String, _ processes: ProgramServers?) throws -> any LineSource {
        if let processes {
            return SocketLines(name: processes.name, address: try processes.ordinary())
        }
        if name == "in-process" { return try InProcessLines() }
        guard let address = ServerAddress(url: name) else {
            throw ValidationError("cannot read the URL \(name)")
        }
        return SocketLines(name: name, address: address)
    }
}

extension AnyWorkload: ExpressibleByArgument {}
