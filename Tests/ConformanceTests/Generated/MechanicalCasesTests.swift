import Foundation
import Testing

@testable import ConformanceKit

@Suite(.enabled(if: TestServers.needRedis, "redis-server is not in PATH"))
struct MechanicalCasesTests {
    /// The file in the repository is what the real server's table makes of it today.
    @Test func fileFollowsFromTheTable() throws {
        let servers = try TestServers.redisServers()
        let text = try withExtendedLifetime(servers) {
            try MechanicalCases.text(from: servers.ordinary())
        }
        let path = TestServers.root.appendingPathComponent("Conformance/Cases/mechanical.case").path
        let written = try String(contentsOfFile: path, encoding: .utf8)
        #expect(text == written, "run `swift run conformance generate`")
        let cases = try CaseFile(text, file: "mechanical.case").cases
        #expect(cases.contains { $0.title == "GET: too few arguments" })
        #expect(cases.contains { $0.title == "GET: too many arguments" })
        #expect(cases.contains { $0.title == "EXPIRE: seconds that is no integer" })
        #expect(cases.contains { $0.title == "GETRANGE: a key of another type" })
        #expect(cases.contains { $0.command == "CLIENT|KILL" })
    }

    @Test func casesOfOtherCommandsAreSkipped() throws {
        let servers = try TestServers.redisServers()
        let script = "== A [command CLIENT|KILL]\n> CLIENT KILL\n== B [command GET]\n> GET"
        let cases = try CaseFile(script, file: "mechanical.case").cases
        let run = SuiteRun(
            real: LiveRecords(servers), target: LiveRecords(servers), commands: ["client", "get"])
        let skipped = run.run(cases.map { SuiteRun.Entry(test: $0) }).filter(\.isSkipped)
        #expect(Set(skipped.map(\.test.title)) == ["A"])
    }
}
