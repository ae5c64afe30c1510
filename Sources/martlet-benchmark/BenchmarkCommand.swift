import ArgumentParser
import ConformanceKit
import Foundation

/// Measures martlet-server and redis-server in one run, in turn.
@main
struct BenchmarkCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "martlet-benchmark",
        abstract: "Measures martlet-server beside redis-server, and prints the ratios.",
        discussion: """
            A ratio below 1 is in Martlet's favour for times and memory, above 1 for commands a \
            second. Times of the processor hardly depend on the load generator; judge by them.
            """)

    @Option(help: "The server to measure (default: the martlet-server beside this program).")
    var server: String?

    @Option(help: "The service of the layers (default: the martlet-layers beside this program).")
    var service: String?

    @Option(help: "The server to compare with.")
    var peer = "redis-server"

    @Option(help: "How often each server is measured in turn.")
    var pairs = 3

    @Option(
        help: """
            Only these, by commas: p1, p16, p100, p16big, p16d1024, small, million, packets, \
            memory, elements, freeing, start, large, inprocess, client, messages, layers, service.
            """)
    var only: String?

    @Option(help: "Write the figures to this file, as JSON.")
    var json: String?

    func run() async throws {
        let beside = Bundle.main.executableURL?.deletingLastPathComponent()
        func path(_ name: String) -> String { beside?.appendingPathComponent(name).path ?? "" }
        let server = server ?? path("martlet-server")
        guard let peer = peer.contains("/") ? peer : ServerProcess.find(peer) else {
            throw ValidationError("\(self.peer) is not installed")
        }
        let programs = Programs(server: server, peer: peer)
        let names = only.map { Set($0.split(separator: ",").map(String.init)) }
        func wants(_ name: String) -> Bool { names?.contains(name) ?? true }

        let report = Report()
        for scenario in Throughput.all where wants(scenario.name) {
            try scenario.measure(programs, pairs: pairs, report)
        }
        for scenario in PacketRuns.all where wants("packets") {
            try scenario.measure(programs, pairs: pairs, report)
        }
        if wants("memory") { try SingleRuns.growth(programs, keys: 2_000_000, report) }
        if wants("elements") { try CollectionRuns.memory(programs, report) }
        if wants("freeing") { try CollectionRuns.freeing(programs, report) }
        if wants("start") { try SingleRuns.start(programs, report) }
        if wants("large") { try SingleRuns.largeValue(programs, report) }
        if wants("inprocess") { try InProcess.measure(report) }
        if wants("client") { try await ClientRuns.measure(programs, report) }
        if wants("messages") { try await MessageRuns.measure(programs, report) }
        if wants("layers") { try await LayerRuns.measure(programs, report) }
        if wants("service") {
            try await ServiceRuns(program: service ?? path("martlet-layers"))
                .measure(programs, report)
        }
        if let json { try report.write(to: json, of: programs) }
    }
}
