import Testing

@testable import Fuzz

@Suite struct ReplyRuleTests {
    private func differs(_ rule: ReplyRule, _ one: String, _ other: String) -> Bool {
        rule.objection(Array(one.utf8), Array(other.utf8)) != nil
    }

    @Test func exactRepliesAreTheSameBytes() {
        #expect(!differs(.exact, ":1\r\n", ":1\r\n"))
        #expect(differs(.exact, ":1\r\n", ":2\r\n"))
        #expect(differs(.exact, "$-1\r\n", "*-1\r\n"))
    }

    @Test func orderMayBeFree() {
        #expect(!differs(.unordered(pairs: false), "*2\r\n:1\r\n:2\r\n", "*2\r\n:2\r\n:1\r\n"))
        #expect(differs(.unordered(pairs: false), "*2\r\n:1\r\n:2\r\n", "*2\r\n:2\r\n:2\r\n"))
        let pairs = ("*4\r\n:1\r\n:2\r\n:3\r\n:4\r\n", "*4\r\n:3\r\n:4\r\n:1\r\n:2\r\n")
        #expect(!differs(.unordered(pairs: true), pairs.0, pairs.1))
        #expect(differs(.unordered(pairs: true), pairs.0, "*4\r\n:3\r\n:2\r\n:1\r\n:4\r\n"))
    }

    @Test func arraysOfPairsMayComeInAnyOrder() {
        let one = "*2\r\n*2\r\n:1\r\n:2\r\n*2\r\n:3\r\n:4\r\n"
        let other = "*2\r\n*2\r\n:3\r\n:4\r\n*2\r\n:1\r\n:2\r\n"
        #expect(!differs(.unordered(pairs: true), one, other))
    }

    @Test func drawnRepliesHaveOneShape() {
        #expect(!differs(.shape, "$1\r\na\r\n", "$3\r\nbcd\r\n"))
        #expect(differs(.shape, "$1\r\na\r\n", "$-1\r\n"))
        #expect(differs(.shape, "-ERR a\r\n", "-ERR b\r\n"))
    }

    @Test func timesMayBeNear() {
        #expect(!differs(.near, ":100000\r\n", ":100003\r\n"))
        #expect(differs(.near, ":100000\r\n", ":300000\r\n"))
        #expect(differs(.near, ":-1\r\n", ":100000\r\n"))
        #expect(!differs(.near, "*2\r\n+a\r\n:0\r\n", "*2\r\n+a\r\n:12\r\n"))
        #expect(differs(.near, "*2\r\n+a\r\n:0\r\n", "*2\r\n+b\r\n:0\r\n"))
    }

    @Test func eachReplyOfATransactionHasItsRule() {
        let rule = ReplyRule.each([.exact, .shape])
        #expect(!differs(rule, "*2\r\n:1\r\n$1\r\na\r\n", "*2\r\n:1\r\n$1\r\nb\r\n"))
        #expect(differs(rule, "*2\r\n:1\r\n$1\r\na\r\n", "*2\r\n:2\r\n$1\r\na\r\n"))
        #expect(differs(rule, "*2\r\n:1\r\n$1\r\na\r\n", "*-1\r\n"))
    }
}
