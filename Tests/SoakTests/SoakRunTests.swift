import ConformanceKit
import Foundation
import Testing
import ThreadTestSupport

@testable import Soak

/// Short soaks, bounded by the number of clients.
@Suite(.serialized, .ownThread) struct SoakRunTests {
    @Test func nothingIsLeftOfThem() throws {
        let program = try #require(Self.martlet(), "martlet-server is not beside the tests")
        let servers = ProgramServers(name: "martlet-server", program: program)
        var run = SoakRun()
        run.clientCount = 20
        run.lifeLimit = 16
        run.limit = .seconds(600)
        run.seed = UInt64.random(in: 1...999_999_999)
        let report = try run.run(on: servers.ordinary())
        withExtendedLifetime(servers) {}
        #expect(report.objections.isEmpty, "seed \(run.seed): \(report.objections)")
        #expect(report.lives.values.reduce(0, +) == 20 * 16)
        #expect(report.lives.count == SoakConduct.allCases.count)
        #expect(report.replyCount > 20 * 16)
        #expect(report.before.memory > 1 << 20 && report.before.descriptors ?? 1 > 0)
        #expect(report.lines.count == 5)
    }

    /// Every kind of client finds what it expects on a server of either kind.
    @Test(arguments: SoakConduct.allCases) func conduct(kind: SoakConduct) throws {
        let program = try #require(Self.martlet(), "martlet-server is not beside the tests")
        let server = try ServerProcess(program: program, variant: ServerVariant())
        var client = SoakClient(address: server.address, number: 1, seed: 5)
        for _ in 0..<3 { try client.live(as: kind) }
        let reads: Set<SoakConduct> = [.diligent, .listening, .waiting, .halting]
        #expect((client.replyCount > 0) == reads.contains(kind))
    }

    /// The server that was built with the tests, in the same folder.
    private static func martlet() -> String? {
        [Bundle.main.executableURL, URL(fileURLWithPath: CommandLine.arguments[0])]
            .compactMap { $0?.deletingLastPathComponent().appendingPathComponent("martlet-server") }
            .map(\.path).first { FileManager.default.isExecutableFile(atPath: $0) }
    }
}
