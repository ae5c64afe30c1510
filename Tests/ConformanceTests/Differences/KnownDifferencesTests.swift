@testable import ConformanceKit
import Testing

@Suite struct KnownDifferencesTests {
    @Test func linesAreRead() throws {
        let known = try KnownDifferences(
            """
            # a comment

            differs lists: LPOP * of 2 [resp3] — is an array — the old — way
            refuses MIGRATE 127.0.0.1 1 "a b" 0 9 — says so — there is one process
            """, file: "d")
        let entry = try #require(known.entries.first)
        #expect(entry.line == 3)
        #expect([entry.family, entry.title] == ["lists", "LPOP * of 2"])
        #expect(entry.protocols == [.resp3])
        #expect([entry.what, entry.reason] == ["is an array", "the old — way"])
        let refusal = try #require(known.refusals.first)
        #expect(refusal.calls.count == 1)
        #expect(refusal.words.count == 6)
        #expect(refusal.call == "MIGRATE 127.0.0.1 1 a b 0 9")
        #expect([refusal.what, refusal.reason] == ["says so", "there is one process"])
    }

    @Test func callsMayBePrepared() throws {
        let known = try KnownDifferences("refuses SET k ; DEL \";\" — what — why", file: "d")
        let refusal = try #require(known.refusals.first)
        #expect(refusal.words.map { String(decoding: $0, as: UTF8.self) } == ["DEL", ";"])
        #expect(refusal.call == "SET k ; DEL ;")
    }

    @Test(arguments: [
        "differs lists: LPOP — what", "differs lists LPOP — what — why", "refuses — what — why",
        "refuses \"a — what — why", "refuses A ;  ; B — what — why", "allows A — what — why",
        "differs lists: A —  — why",
    ])
    func otherLinesAreErrors(line: String) {
        #expect(throws: CaseFile.SyntaxError.self) { try KnownDifferences(line, file: "d") }
    }

    @Test func casesAreCoveredByPatterns() throws {
        let known = try KnownDifferences("differs a: A * [resp2] — what — why", file: "d")
        let test = try #require(try SmallRun.tests().first)
        #expect(known.entries[0].covers(test, in: .resp2))
        #expect(!known.entries[0].covers(test, in: .resp3))
        #expect(try !known.entries[0].covers(SmallRun.tests()[1], in: .resp2))
    }
}
