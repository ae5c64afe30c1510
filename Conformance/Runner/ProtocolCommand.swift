import ArgumentParser
import ConformanceKit
import Foundation
import ProtocolFuzz

/// Sends both servers the same random bytes until they differ.
struct ProtocolCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "protocol",
        abstract: "Sends both servers the same random and mutated bytes.",
        discussion: """
            A difference is made short, and printed as a conformance case.
            \(ConformanceCommand.exitCodes)
            """
    )

    @OptionGroup var tested: TestedServerOptions

    @Option(help: "What all chance follows from; by default another in each run.")
    var seed: UInt64?

    @Option(help: "How long samples are sent.")
    var seconds = 10.0

    @Option(help: "The most samples that are sent.")
    var samples = Int.max

    @Option(help: "How many differences are told before the run ends.")
    var differences = 10

    @Flag(help: "Shows the differences that were seen only once, too.")
    var fleeting = false

    @OptionGroup var realServer: RealServerOptions

    func validate() throws {
        try Self.check(seconds > 0, "--seconds are more than 0")
        try Self.check(samples > 0, "--samples are at least 1")
        try Self.check(differences > 0, "--differences are at least 1")
    }

    func run() throws {
        var run = ProtocolRun()
        run.seed = seed ?? UInt64.random(in: 1...999_999_999)
        run.limit = .seconds(seconds)
        run.sampleLimit = samples
        run.differenceLimit = differences
        print("seed \(run.seed)")
        let real = try realServer.servers()
        let target = try tested.servers()
        let progress = ProgressLine(total: Int(seconds.rounded(.up)))
        let start = ContinuousClock.now
        let outcome = try run.run(
            real: real.ordinary(), target: target.ordinary(),
            onSample: { progress.tell(done: Int((ContinuousClock.now - start) / .seconds(1))) },
            onDifference: {
                progress.clear()
                print($0)
            })
        progress.clear()
        withExtendedLifetime((real, target)) {}
        print(
            "\(outcome.sampleCount) samples, \(outcome.byteCount) bytes: "
                + "\(outcome.refusedCount) connections given up by the real server, "
                + "\(outcome.differences.count) differences, "
                + "\(outcome.fleeting.count) seen only once")
        if fleeting { outcome.fleeting.forEach { print($0) } }
        if !outcome.differences.isEmpty { throw ExitCode.failure }
    }
}
