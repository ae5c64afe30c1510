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

    @Option(help: "The server under test, by its program; by default martlet-server beside this.")
    var martlet: String?

    @Option(help: "A server under test that runs already, and is emptied: redis://host:port.")
    var target: String?

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

    func run() throws {
        var run = ProtocolRun()
        run.seed = seed ?? UInt64.random(in: 1...999_999_999)
        run.limit = .seconds(seconds)
        run.sampleLimit = samples
        run.differenceLimit = differences
        print("seed \(run.seed)")
        let real = try realServer.servers()
        let tested = try testedServer()
        let outcome = try run.run(
            real: real.ordinary(), target: tested.ordinary(), onDifference: { print($0) })
        withExtendedLifetime((real, tested)) {}
        print(
            "\(outcome.sampleCount) samples, \(outcome.byteCount) bytes: "
                + "\(outcome.refusedCount) connections given up by the real server, "
                + "\(outcome.differences.count) differences, "
                + "\(outcome.fleeting.count) seen only once")
        if fleeting { outcome.fleeting.forEach { print($0) } }
        if !outcome.differences.isEmpty { throw ExitCode.failure }
    }

    private func testedServer() throws -> any ServerSource {
        guard let target else { return try MartletProgram.servers(martlet) }
        guard let address = ServerAddress(url: target) else {
            throw ValidationError("cannot read the URL \(target)")
        }
        return RunningServer(name: target, address: address)
    }
}
