@testable import ConformanceKit
import Foundation
import Testing
import ThreadTestSupport

/// All cases, on the server that was built with these tests.
@Suite(.serialized, .ownThread) struct WholeSuiteTests {
    /// Martlet against the real server, or against what was recorded where there is none.
    ///
    /// `CONFORMANCE_JSON=FILE` writes the results, for `conformance report --results FILE`.
    @Test func martletAgainstReal() throws {
        let martlet = try TestServers.martletServers()
        let folder = TestServers.root.appendingPathComponent("Conformance/Golden").path
        let real = TestServers.needRedis ? try TestServers.redisServers() : nil
        let source: any RecordSource = real.map { LiveRecords($0) } ?? GoldenFolder(folder: folder)
        let commands = try ServerFacts.commands(of: martlet.ordinary())
        let known = try TestServers.knownDifferences()
        let run = SuiteRun(real: source, target: LiveRecords(martlet), commands: commands)
        let entries = try TestServers.allEntries()
        let tests = entries.map(\.test)
        let results = run.run(entries)
        let refused = try RefusedCall.all(in: known, target: martlet, real: real)
        let judgement = Judgement(results, known: known, of: tests, refused: refused)
        if let path = ProcessInfo.processInfo.environment["CONFORMANCE_JSON"] {
            let facts = RunFacts(
                real: run.realName, realVersion: try CommandCatalog(recordedIn: folder).server,
                target: run.targetName,
                targetVersion: try ServerFacts.toldVersion(of: martlet.ordinary()),
                commands: commands)
            try ResultDocument(judgement, facts: facts, refused: refused).write(to: path)
        }
        check(judgement)
        // What the README's summary is made of.
        let expected = Judgement.expected(tests, known: known, commands: commands)
        #expect(judgement.verdicts == expected.verdicts)
    }

    /// Cases have to be deterministic, or name the comparator for what is not.
    @Test(.enabled(if: TestServers.needRedis, "redis-server is not in PATH"))
    func realAgainstReal() throws {
        let other = try TestServers.redisServers("another redis-server")
        let run = SuiteRun(
            real: LiveRecords(try TestServers.redisServers()), target: LiveRecords(other),
            commands: try ServerFacts.commands(of: other.ordinary()))
        let entries = try TestServers.allEntries()
        check(Judgement(run.run(entries), known: .none, of: entries.map(\.test)))
    }

    private func check(_ judgement: Judgement) {
        for result in judgement.unknown.prefix(40) { Issue.record("\(result.report)") }
        let count = judgement.results.count
        #expect(judgement.unknown.count == 0, "\(judgement.unknown.count) of \(count) differ")
        #expect(judgement.objections == [])
        #expect(count > 100)
    }
}
