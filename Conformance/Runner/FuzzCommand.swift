import ArgumentParser
import ConformanceKit
import Foundation
import Fuzz

/// Sends both servers the same random commands until they differ.
struct FuzzCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "fuzz",
        abstract: "Sends both servers the same random commands, and tells differences as cases.",
        discussion: """
            A difference is made short, and printed as a conformance case.
            \(ConformanceCommand.exitCodes)
            """
    )

    @OptionGroup var realServer: RealServerOptions
    @OptionGroup var tested: TestedServerOptions

    @Option(help: "What all chance follows from; by default another in each run.")
    var seed: UInt64?

    @Option(help: "How many commands are sent.")
    var steps = 100_000

    @Option(parsing: .upToNextOption, help: "Only these families of commands.")
    var families = CallFamily.allCases

    @Flag(help: "Speaks RESP3.")
    var resp3 = false

    @Option(help: "The most commands after which both servers are emptied.")
    var sequence = 1000

    @Flag(
        help:
            "Lets times to live pass, on Martlet with a clock moved by hand and on the real server."
    )
    var time = false

    @Flag(help: "Only lists which commands and options are never made, and why.")
    var coverage = false

    @Option(help: "How many differences are told before the run ends.")
    var differences = 20

    func validate() throws {
        try Self.check(steps > 0, "--steps are at least 1")
        try Self.check(sequence > 0, "--sequence is at least 1")
        try Self.check(differences > 0, "--differences are at least 1")
    }

    func run() throws {
        if coverage { return try listCoverage() }
        var run = FuzzRun()
        run.seed = seed ?? UInt64.random(in: 1...999_999_999)
        run.stepCount = steps
        run.families = families
        run.version = resp3 ? .resp3 : .resp2
        run.sequenceLength = sequence
        run.differenceLimit = differences
        print("seed \(run.seed), RESP\(run.version.rawValue)")
        let servers = try realServer.servers()
        if time { return try passTime(run.seed, servers) }
        let start = ContinuousClock.now
        let progress = ProgressLine(total: steps)
        let outcome = try run.run(
            real: servers, target: try tested.servers(),
            onProgress: { progress.tell(done: $0.stepCount) },
            onDifference: {
                progress.clear()
                print($0)
            })
        progress.clear()
        let seconds = (ContinuousClock.now - start) / .seconds(1)
        let rate = Int(Double(outcome.stepCount) / max(seconds, 0.001))
        print(
            "\(outcome.stepCount) commands in \(outcome.sequenceCount) sequences, "
                + "\(rate) a second: \(outcome.differences.count) differences, "
                + "\(outcome.fleetingCount) seen only once, "
                + "\(outcome.untrueCount) without an answer of the real server")
        for (kind, count) in outcome.kinds.sorted(by: { $0.key < $1.key }) {
            print("  \(count) × \(kind)")
        }
        if !outcome.kinds.isEmpty { throw ExitCode.failure }
    }

    /// Lists what of the real server's commands no template makes.
    private func listCoverage() throws {
        let servers = try realServer.servers()
        let commands = try CommandOptions.all(of: servers.ordinary())
        withExtendedLifetime(servers) {}
        let lacks = try TemplateCoverage().lacks(commands.map { ($0.name, $0.words) })
        for lack in lacks { print("\(lack): \(LeftOut.reason(lack) ?? "forgotten")") }
        if lacks.contains(where: { LeftOut.reason($0) == nil }) { throw ExitCode.failure }
    }

    /// Holds the model of expiry to the real server, for a few calls, and Martlet to the model.
    private func passTime(_ seed: UInt64, _ servers: ProgramServers) throws {
        let real = try ExpiryRun.server(servers.ordinary(), seed: seed, steps: min(steps, 200))
        print("the model, held to redis-server: \(real ?? "no difference")")
        let martlet = try ExpiryRun.martlet(seed: seed, steps: steps)
        print("Martlet, held to the model: \(martlet ?? "no difference")")
        if real != nil || martlet != nil { throw ExitCode.failure }
    }
}

extension CallFamily: ExpressibleByArgument {}
