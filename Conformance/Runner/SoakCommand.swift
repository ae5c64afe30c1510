import ArgumentParser
import ConformanceKit
import Foundation
import Soak

/// Lets clients come, go, stall and vanish, and looks at what is left of them.
struct SoakCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "soak",
        abstract: "Lets clients come, go, stall and vanish; nothing of them may be left.",
        discussion: """
            Each client checks replies to values of its own. The exit code is 1 where a reply was \
            lost or another's, or where memory, descriptors or clients are not as they were, 2 \
            where there is no server, and 64 where the arguments cannot be understood.
            """
    )

    @OptionGroup var tested: TestedServerOptions

    @Option(help: "How long clients come; a quarter of that before anything is measured.")
    var seconds = 10.0

    @Option(help: "How many clients there are at a time.")
    var clients = 50

    @Option(help: "What the clients' choices follow from; by default another in each run.")
    var seed: UInt64?

    func validate() throws {
        try Self.check(seconds > 0, "--seconds are more than 0")
        try Self.check(clients > 0, "--clients are at least 1")
    }

    func run() throws {
        var run = SoakRun()
        run.limit = .seconds(seconds)
        run.clientCount = clients
        run.seed = seed ?? UInt64.random(in: 1...999_999_999)
        print("seed \(run.seed)")
        let server = try tested.servers()
        let address = try server.ordinary()
        // A quarter of the time is before anything is measured.
        let progress = ProgressClock(seconds: seconds * 1.25)
        defer { progress.end() }
        let report = try run.run(on: address)
        progress.end()
        withExtendedLifetime(server) {}
        report.lines.forEach { print($0) }
        report.objections.forEach { print("✗ \($0)") }
        if !report.objections.isEmpty { throw ExitCode.failure }
    }
}
