import ConformanceKit
import Foundation
@testable import Linearizability
import Testing
import ThreadTestSupport

/// Short runs, bounded by the number of operations, of which nothing is asked but that they have an
/// order.
@Suite(.serialized, .ownThread) struct LinearizabilityRunTests {
    private var run: LinearizabilityRun {
        var run = LinearizabilityRun()
        run.operationLimit = 60
        run.limit = .seconds(600)
        return run
    }

    @Test(arguments: AnyWorkload.allCases)
    func inProcess(workload: AnyWorkload) throws {
        check(try workload.run(run, on: InProcessLines()))
    }

    @Test(arguments: AnyWorkload.allCases)
    func overASocket(workload: AnyWorkload) throws {
        let servers = ProgramServers(name: "martlet-server", program: try Self.martlet())
        let source = SocketLines(name: servers.name, address: try servers.ordinary())
        try withExtendedLifetime(servers) { check(try workload.run(run, on: source)) }
    }

    @Test(
        .enabled(if: ServerProcess.find("redis-server") != nil, "redis-server is not in PATH"),
        arguments: AnyWorkload.allCases)
    func onRealRedis(workload: AnyWorkload) throws {
        let program = try #require(ServerProcess.find("redis-server"))
        let servers = ProgramServers(name: "redis-server", program: program)
        let source = SocketLines(name: servers.name, address: try servers.ordinary())
        try withExtendedLifetime(servers) { check(try workload.run(run, on: source)) }
    }

    private func check(_ report: RunReport) {
        #expect(report.isLinearizable, "\(report.objections.joined(separator: "\n"))")
        #expect(report.operationCount >= 50 * 60 && report.unansweredCount > 0)
    }

    /// The whole of it can fail: on servers that do something else now and then.
    @Test(arguments: AnyWorkload.allCases)
    func aLiarIsFoundOut(workload: AnyWorkload) throws {
        // Who does not watch is found out only where another writes at that moment.
        let interval = workload == .transfers ? 1 : 20
        let liar = LyingLines(try InProcessLines(), each: interval) { words in
            switch (workload, words[0]) {
            // Takes the lock whoever has it.
            case (.locks, "SET"): words.filter { $0 != "NX" }
            // Leaves the element where it is.
            case (.queues, "RPOP"): ["LINDEX", words[1], "-1"]
            // Does not watch.
            case (.transfers, "WATCH"): ["PING"]
            // Says 1, and leaves the entry with its consumer.
            case (.groups, "XACK"): ["EXISTS", words[1]]
            default: nil
            }
        }
        #expect(try !workload.run(run, on: liar).isLinearizable)
    }

    /// The server that was built with the tests, in the same folder.
    private static func martlet() throws -> String {
        let places = [Bundle.main.executableURL, URL(fileURLWithPath: CommandLine.arguments[0])]
        let programs = places.compactMap {
            $0?.deletingLastPathComponent().appendingPathComponent("martlet-server").path
        }
        return try #require(
            programs.first { FileManager.default.isExecutableFile(atPath: $0) },
            "martlet-server is not beside the tests")
    }
}
