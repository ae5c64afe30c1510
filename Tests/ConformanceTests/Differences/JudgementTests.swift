@testable import ConformanceKit
import Testing

@Suite struct JudgementTests {
    private func judgement(
        _ differences: String, refused: [RefusedCall]? = nil
    ) throws -> Judgement {
        let known = try KnownDifferences(differences, file: "d")
        return Judgement(
            try SmallRun.results(), known: known, of: try SmallRun.tests(), refused: refused)
    }

    @Test func whatNobodyKnowsIsBad() throws {
        let judgement = try judgement("")
        #expect(judgement.verdicts == [.failed, .passed, .skipped])
        #expect(judgement.unknown.count == 1)
        #expect(!judgement.isGood)
    }

    @Test func whatIsKnownIsGood() throws {
        let judgement = try judgement("differs a: A <b> [resp2] — what — why")
        #expect(judgement.isGood)
        guard case .known(let entry) = judgement.verdicts[0] else {
            Issue.record("\(judgement.verdicts)")
            return
        }
        #expect(entry.reason == "why")
    }

    @Test(arguments: [
        ("differs a: A <b> — what — why", "d:1: “A <b>”: “A <b>” passes in RESP3"),
        ("differs a: B — what — why", "d:1: “B”: a has no such case"),
        ("differs b: A <b> [resp2] — what — why", "d:1: “A <b>”: b has no such case"),
        ("differs a: C [resp3] — what — why", "d:1: “C”: a has no such case"),
    ])
    func staleEntriesAreBad(line: String, objection: String) throws {
        let judgement = try judgement(line)
        #expect(judgement.objections == [objection])
        #expect(!judgement.isGood)
    }

    @Test(
        arguments: [
            ("-ERR no", "-IOERR", nil), ("-ERR no", nil, nil),
            ("+OK", nil, "d:2: WAIT 1 is answered: +OK"),
            ("-ERR no", "-ERR no", "d:2: WAIT 1 is answered as by the real server: -ERR no"),
        ] as [(String, String?, String?)])
    func refusalsAreTried(target: String, real: String?, objection: String?) throws {
        let text = "differs a: A <b> [resp2] — what — why\nrefuses WAIT 1 — what — why"
        let call = RefusedCall(call: "WAIT 1", target: target, real: real)
        #expect(try judgement(text, refused: [call]).objections == [objection].compactMap(\.self))
    }

    @Test func refusalsThatNobodyTriedAreBad() throws {
        let judgement = try judgement("refuses WAIT 1 — what — why", refused: [])
        #expect(judgement.objections == ["d:1: WAIT 1 was not tried in this run"])
    }

    @Test func whatIsExpectedFollowsFromTheCases() throws {
        let mechanical = try CaseFile("== A\n> SET k v\n== B\n> GET k", file: "mechanical.case")
        let known = try KnownDifferences("differs a: A * [resp2] — what — why", file: "d")
        let expected = Judgement.expected(
            try SmallRun.tests() + mechanical.cases, known: known, commands: ["get"])
        #expect(
            expected.verdicts == [
                .known(known.entries[0]), .passed, .passed, .skipped, .skipped, .passed, .passed,
            ])
    }

    @Test(.enabled(if: TestServers.needRedis, "redis-server is not in PATH"))
    func callsAreMadeOnBothServers() throws {
        let known = try KnownDifferences(
            """
            refuses NOSUCH "a b" — what — why
            refuses SHUTDOWN NOSAVE — what — why
            refuses SET k v ; GET k — what — why
            refuses EXISTS k — what — why
            """, file: "d")
        let real = try TestServers.redisServers()
        let calls = try RefusedCall.all(in: known, target: real, real: nil)
        #expect(
            calls.map(\.call) == ["NOSUCH a b", "SHUTDOWN NOSAVE", "SET k v ; GET k", "EXISTS k"])
        #expect(calls[0].target.hasPrefix("-ERR unknown command 'NOSUCH'"))
        // Each has a server of its own: one that runs, and that has nothing yet.
        #expect(calls.dropFirst().map(\.target) == ["", "$1\\r\\nv\\r\\n", ":0\\r\\n"])
        #expect(calls.map(\.real) == [nil, nil, nil, nil])
        #expect(calls.map { $0.objection == nil } == [true, false, false, false])
    }
}
