@testable import ConformanceKit
import Foundation
import Testing

/// All cases, on the server that was built with these tests.
@Suite(.serialized) struct WholeSuiteTests {
    /// Martlet against the real server, or against what was recorded where there is none.
    @Test func martletAgainstReal() throws {
        let martlet = try TestServers.martletServers()
        let real: any RecordSource =
            TestServers.needRedis
            ? LiveRecords(try TestServers.redisServers())
            : GoldenFolder(
                folder: TestServers.root.appendingPathComponent("Conformance/Golden").path)
        try check(
            SuiteRun(
                real: real, target: LiveRecords(martlet),
                commands: try ServerFacts.commands(of: martlet.ordinary())))
    }

    /// Cases have to be deterministic, or name the comparator for what is not.
    @Test(.enabled(if: TestServers.needRedis, "redis-server is not in PATH"))
    func realAgainstReal() throws {
        let other = try TestServers.redisServers("another redis-server")
        try check(
            SuiteRun(
                real: LiveRecords(try TestServers.redisServers()), target: LiveRecords(other),
                commands: try ServerFacts.commands(of: other.ordinary())))
    }

    private func check(_ run: SuiteRun) throws {
        let results = run.run(try TestServers.allEntries())
        let failed = results.filter(\.isFailed)
        for result in failed.prefix(40) { Issue.record("\(result.report)") }
        #expect(failed.count == 0, "\(failed.count) of \(results.count) differ")
        #expect(results.count > 100)
    }
}
