import ConformanceKit
import Foundation
import Testing

@testable import Fuzz

@Suite struct TemplateCoverageTests {
    /// What Martlet knows is what redis-server knows: other tests see to that.
    @Test func everyCommandAndOptionIsMadeOrLeftOutForAReason() throws {
        let server = try ServerProcess(
            program: try #require(Self.martlet()), variant: ServerVariant())
        let commands = try CommandOptions.all(of: server.address)
        withExtendedLifetime(server) {}
        #expect(commands.count > 340)
        let lacks = try TemplateCoverage().lacks(commands.map { ($0.name, $0.words) })
        #expect(lacks.filter { LeftOut.reason($0) == nil } == [])
        #expect(LeftOut.all.subtracting(lacks) == [])
    }

    @Test func whatIsForgottenIsTold() throws {
        let lacks = try TemplateCoverage().lacks([
            ("NOSUCH", []), ("CLIENT NOSUCH", []), ("SET", ["NX", "NOSUCH"]), ("GET", []),
            ("ZRANGEBYLEX", ["LIMIT", "REV"]),
        ])
        #expect(lacks == ["CLIENT NOSUCH", "NOSUCH", "SET … NOSUCH", "ZRANGEBYLEX … REV"])
    }

    /// The server that was built with the tests, in the same folder.
    private static func martlet() -> String? {
        [Bundle.main.executableURL, URL(fileURLWithPath: CommandLine.arguments[0])]
            .compactMap { $0?.deletingLastPathComponent().appendingPathComponent("martlet-server") }
            .map(\.path).first { FileManager.default.isExecutableFile(atPath: $0) }
    }
}
