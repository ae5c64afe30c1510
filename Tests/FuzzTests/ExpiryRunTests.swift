import ConformanceKit
import MartletRESP
import Testing

@testable import Fuzz

@Suite struct ExpiryRunTests {
    @Test(arguments: [1, 2, 3] as [UInt64])
    func martletDoesAsTheModel(seed: UInt64) throws {
        #expect(try ExpiryRun.martlet(seed: seed, steps: 20_000) == nil)
    }

    @Test func theModelCanFail() {
        var model = ExpiryModel(now: 0)
        _ = model.reply(to: ["SET", "k", "v", "PX", "100"])
        model.pass(99)
        #expect(model.reply(to: ["PTTL", "k"]) == .integer(1))
        model.pass(1)
        #expect(model.reply(to: ["PTTL", "k"]) == .integer(-2))
    }
}
