import Testing

@testable import Fuzz

@Suite struct ShrinkerTests {
    /// As if servers differed in GET where SET and DEL of the same key came before, in this order.
    private func play(_ steps: [FuzzStep]) -> Disagreement? {
        var state = 0
        for call in steps.flatMap(\.calls) {
            let key = call.words.dropFirst().first
            if call.name == "SET", key == Array("k".utf8) { state = 1 }
            if call.name == "DEL", key == Array("k".utf8), state == 1 { state = 2 }
            if call.name == "GET", state == 2 {
                return Disagreement(call: call, reason: "other replies", real: [], target: [])
            }
        }
        return nil
    }

    @Test func findsTheShortestSequence() throws {
        let noise = (0..<200).map { FuzzStep([FuzzCall("SET k\($0) a b c")]) }
        var steps = noise + noise
        steps.insert(FuzzStep([FuzzCall("SET k v EX 1000")]), at: 31)
        steps.insert(FuzzStep([FuzzCall("DEL k other")]), at: 207)
        steps.append(FuzzStep([FuzzCall("GET k")]))
        let found = try #require(play(steps))
        var shrinker = Shrinker { play($0) }
        let result = try shrinker.shrink(steps, found)
        #expect(result.steps.flatMap(\.calls) == ["SET k", "DEL k", "GET"].map { FuzzCall($0) })
    }

    @Test func callsOfATransactionCanBeLeftOut() throws {
        let calls =
            ["MULTI", "SET k v", "PING", "DEL k"].map { FuzzCall($0) }
            + [FuzzCall("EXEC", rule: .each([.exact, .shape, .near]))]
        let steps = [FuzzStep(calls, isDivisible: true), FuzzStep([FuzzCall("GET k")])]
        let found = try #require(play(steps))
        var shrinker = Shrinker { play($0) }
        let result = try shrinker.shrink(steps, found)
        #expect(!result.steps.flatMap(\.calls).contains { $0.name == "PING" })
    }
}
