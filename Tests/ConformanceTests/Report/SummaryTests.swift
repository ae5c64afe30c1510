import ConformanceKit
import Foundation
import MartletEngine
import MartletServer
import Testing

/// The README's summary is what the cases and the known differences come to, which `WholeSuiteTests`
/// hold to be so.
///
/// `MARTLET_UPDATE=1 swift test --filter SummaryTests` writes it.
@Suite struct SummaryTests {
    private static let golden = TestServers.root.appendingPathComponent("Conformance/Golden").path

    @Test func readmeShowsTheSummary() throws {
        let file = TestServers.root.appendingPathComponent("README.md")
        var readme = try String(contentsOf: file, encoding: .utf8)
        let begin = try #require(readme.range(of: "<!-- summary: written by SummaryTests -->\n"))
        let end = try #require(readme.range(of: "<!-- end of summary -->"))
        let place = begin.upperBound..<end.lowerBound
        let expected = try Self.summary()
        guard ProcessInfo.processInfo.environment["MARTLET_UPDATE"] == nil else {
            readme.replaceSubrange(place, with: expected)
            return try Data(readme.utf8).write(to: file)
        }
        #expect(
            readme[place] == expected[...],
            "run MARTLET_UPDATE=1 swift test --filter SummaryTests")
    }

    /// The commands of the table are those of the server that the cases are compared with.
    @Test(.enabled(if: TestServers.needRedis, "redis-server is not in PATH"))
    func recordedCommandsAreTheServers() throws {
        let recorded = try CommandCatalog(recordedIn: Self.golden)
        let servers = try TestServers.redisServers()
        #expect(try CommandCatalog(of: servers.ordinary()).entries == recorded.entries)
        #expect(recorded.entries.count { !$0.isSubcommand } == 240)
        #expect(recorded.entries.count { $0.isSubcommand } == 126)
    }

    private static func summary() throws -> String {
        let known = try TestServers.knownDifferences()
        let commands = Set(
            CommandTable.all.specs.flatMap { spec in
                [spec.name] + spec.subcommands.map { "\(spec.name)|\($0.name)" }
            })
        let judgement = Judgement.expected(
            try TestServers.allEntries().map(\.test), known: known, commands: commands)
        let table = ExactnessTable(
            judgement, try CommandCatalog(recordedIn: golden), known,
            commands: commands.sorted())
        return MarkdownReport.summary(table) + "\n" + MarkdownReport.states(table) + "\n"
    }
}
