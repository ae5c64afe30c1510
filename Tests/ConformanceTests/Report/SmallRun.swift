@testable import ConformanceKit
import Foundation

/// A run of two cases: one differs in RESP2 and passes in RESP3, one was not run.
enum SmallRun {
    static let catalog = try? CommandCatalog(
        """
        # redis-server 7.0.15, build 1
        client connection -2 2.4.0
        client|kill connection -3 2.4.0 LADDR=6.2.0
        get string 2 1.0.0
        hello connection -1 6.0.0
        keys generic 2 1.0.0
        lpop list -2 1.0.0 *=6.2.0
        set string -3 1.0.0 GET=6.2.0 NX=2.6.12
        """, file: "commands.table")

    static let facts = RunFacts(
        real: "redis-server", realVersion: "redis-server 7.0.15, build 1", target: "a <server>",
        targetVersion: "7.0.15",
        commands: ["client", "client|kill", "get", "hello", "keys", "set"],
        date: Date(timeIntervalSince1970: 1_800_000_000))

    static func tests() throws -> [ConformanceCase] {
        try CaseFile("== A <b>\n> GET a\n== C [resp2]\n.unordered> KEYS *", file: "a.case").cases
    }

    static func results() throws -> [CaseResult] {
        let cases = try tests()
        let difference = Difference(
            line: 2, reason: "other replies", real: "+\"OK\"", target: "+<no>")
        return [
            CaseResult(test: cases[0], version: .resp2, outcome: .failed([difference]), seconds: 1),
            CaseResult(test: cases[0], version: .resp3, outcome: .passed, seconds: 0.5),
            CaseResult(test: cases[1], version: .resp2, outcome: .skipped("why"), seconds: 0),
        ]
    }

    static func judgement(_ known: KnownDifferences = .none) throws -> Judgement {
        Judgement(try results(), known: known, of: try tests())
    }
}
