import ConformanceKit
import Testing

@testable import Fuzz

@Suite struct CaseTextTests {
    private func text(_ steps: [FuzzStep], _ found: Disagreement) -> String {
        CaseText.text("A title", steps, found, only: .resp3)
    }

    @Test func isACaseThatCanBeRead() throws {
        let calls = [
            FuzzCall("CONFIG SET hll-sparse-max-bytes 30"),
            FuzzCall([Array("SET".utf8), [], [0, 0x22, 0xff]]),
            FuzzCall("SMEMBERS k", rule: .unordered(pairs: false)),
            FuzzCall("PTTL k", rule: .near), FuzzCall("RANDOMKEY", rule: .shape),
        ]
        let found = Disagreement(
            call: calls[1], reason: "other replies", real: [0x2b], target: [0x2d])
        let file = try CaseFile(text([FuzzStep(calls)], found), file: "a.case")
        #expect(file.cases.count == 1)
        #expect(file.cases[0].protocols == [.resp3])
        #expect(file.cases[0].steps.count == calls.count + 1)
        #expect(file.cases[0].steps[1].words == calls[1].words)
        #expect(file.cases[0].steps[5].words?.last == Array("3000".utf8))
    }

    @Test func tellsWhatSeveralClientsGet() throws {
        var waiting = FuzzCall("BLPOP l 0")
        waiting.connection = 0
        var push = FuzzCall("RPUSH l x")
        push.connection = 3
        var found = Disagreement(call: push, reason: "other replies", real: [], target: [])
        found.transcript = [[0, 0, 0, 0], [1, 0, 0, 1]]
        let lines = text([FuzzStep([waiting, push])], found).split(separator: "\n")
        #expect(lines[1...3] == ["a.none> BLPOP l 0", "d> RPUSH l x", "a.replies=1>"])
    }
}
