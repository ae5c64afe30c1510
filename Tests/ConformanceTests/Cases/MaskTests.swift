@testable import ConformanceKit
import Testing

@Suite struct MaskTests {
    @Test(arguments: [
        ("integer", MaskRule.integer(in: .min ... .max)),
        ("integer >= 0", .integer(in: 0 ... .max)),
        ("integer > 0", .integer(in: 1 ... .max)),
        ("integer 1...9", .integer(in: 1...9)),
        ("hex 40", .hexadecimal(length: 40)),
        ("matching *.so", .matching("*.so")),
        ("one of a|b", .oneOf(["a", "b"])),
        ("rises", .rises),
        ("within 50%", .close(percent: 50)),
        ("text", .text),
        ("text nonempty", .nonempty),
        ("optional", .optional),
    ])
    func rules(text: String, rule: MaskRule) {
        #expect(MaskRule(text) == rule)
    }

    @Test(arguments: ["", "integer x", "integer > x", "hex", "one of", "magic", "integer 9...1"])
    func noRules(text: String) {
        #expect(MaskRule(text) == nil)
    }

    @Test func fieldsAreFoundByPathOrName() throws {
        let mask = try #require(Mask("avg_ttl — integer — an average"))
        #expect(mask.matches(["db0", "avg_ttl"]))
        #expect(!mask.matches(["avg_ttl", "x"]))
        let position = try #require(Mask("1 — integer — microseconds"))
        #expect(position.matches(["1"]))
        #expect(!position.matches(["0", "1"]))
        let pattern = try #require(Mask("db*.keys — integer — counted"))
        #expect(pattern.matches(["db12", "keys"]))
        #expect(!pattern.matches(["db12", "expires"]))
    }
}
