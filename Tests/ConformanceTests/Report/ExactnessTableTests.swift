@testable import ConformanceKit
import Testing

@Suite struct ExactnessTableTests {
    private func table(_ differences: String = "") throws -> ExactnessTable {
        let known = try KnownDifferences(differences, file: "d")
        return ExactnessTable(
            try SmallRun.judgement(known), try #require(SmallRun.catalog), known,
            commands: SmallRun.facts.commands)
    }

    private func row(_ title: String, _ table: ExactnessTable) throws -> ExactnessTable.Row {
        try #require(table.rows.first { $0.title == title })
    }

    @Test func everyCommandHasARow() throws {
        let titles = try table().rows.map(\.title)
        #expect(
            titles == [
                "CLIENT", "CLIENT KILL", "GET", "HELLO", "KEYS", "LPOP", "SET", "no command",
            ])
    }

    @Test func casesAreCountedByProtocol() throws {
        let get = try row("GET", table())
        #expect(get.cases == 1)
        #expect(get.tally(.resp2) == ExactnessTable.Tally(failed: 1))
        #expect(get.tally(.resp3) == ExactnessTable.Tally(passed: 1))
        #expect(try row("KEYS", table()).tally(.resp2).skipped == 1)
        #expect(try row("KEYS", table()).tally(.resp3).cases == 0)
    }

    @Test func statesTellApart() throws {
        let plain = try table()
        #expect(try row("GET", plain).state == .differs)
        #expect(try row("KEYS", plain).state == .untested)
        #expect(try row("LPOP", plain).state == .missing)
        #expect(plain.missing.map(\.title) == ["LPOP"])
        let told = try table(
            """
            differs a: A * — is another — it is older
            refuses LPOP k — is refused — nobody needs it
            refuses CLIENT KILL x — is refused — neither
            """)
        #expect(try row("GET", told).state == .known)
        #expect(try row("LPOP", told).state == .refused)
        #expect(try row("CLIENT KILL", told).state == .refused)
        #expect(try row("CLIENT", told).state == .untested)
        #expect(told.missing.isEmpty)
    }

    /// A container that isn't there has no subcommands: one call speaks for all.
    @Test func missingContainersAreToldOnce() throws {
        let known = try KnownDifferences("refuses CLIENT KILL x — is unknown — why", file: "d")
        let table = ExactnessTable(
            try SmallRun.judgement(known), try #require(SmallRun.catalog), known,
            commands: ["get", "hello", "keys", "lpop", "set"])
        #expect(try row("CLIENT", table).state == .refused)
        #expect(table.missing.isEmpty)
    }

    @Test func summaryAddsUp() throws {
        let summary = try table().summary
        #expect(summary.map(\.name) == ["connection", "generic", "list", "string", "all"])
        let all = try #require(summary.last)
        #expect([all.commands, all.subcommands, all.cases] == [6, 1, 2])
        #expect(all.tally(.resp2) == ExactnessTable.Tally(failed: 1, skipped: 1))
        #expect(all.tally(.resp3) == ExactnessTable.Tally(passed: 1))
    }

    @Test func casesOfOthersAreUses() throws {
        let cases = try CaseFile("== SET stores\n> SET k v\n> GET k", file: "a.case").cases
        let results = [CaseResult(test: cases[0], version: .resp2, outcome: .passed, seconds: 0)]
        let table = ExactnessTable(
            Judgement(results, known: .none, of: cases), try #require(SmallRun.catalog), .none,
            commands: nil)
        #expect(try row("SET", table).state == .exact)
        #expect(try row("GET", table).cases == 0)
        #expect(try row("GET", table).uses == 1)
    }

    @Test func markdownHasARowForEach() throws {
        let text = MarkdownReport.text(
            try table("refuses LPOP a|b — is refused — why"), SmallRun.facts)
        #expect(text.contains("| CLIENT KILL | 2.4.0 | 0 | – | – | no case |  |\n"))
        #expect(text.contains("| GET | 1.0.0 | 1 | 0 of 1 | 1 of 1 | differs |"))
        #expect(text.contains("| LPOP | 1.0.0 | 0 | – | – | refuses calls | LPOP a\\|b is"))
        #expect(text.contains("| all | 6 + 1 | 2 | 0 of 2 | 1 of 1 |\n"))
        #expect(text.contains("7.0.15, build 1, on 2027-01-15T08:00:00Z"))
    }
}
