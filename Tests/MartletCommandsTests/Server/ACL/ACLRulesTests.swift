import MartletEngine
import Testing

@testable import MartletCommands

@Suite struct ACLRulesTests {
    private func rules(_ words: [String]) throws(ReplyError) -> [String] {
        var list = ArgumentList()
        for word in words { list.append(word.utf8.span) }
        return try ACLRules(list.arguments).all.map { String(decoding: $0, as: UTF8.self) }
    }

    @Test(
        "A selector may come in several arguments",
        arguments: [
            ([], []), (["on", "+get"], ["on", "+get"]), (["(+get ~k)"], ["(+get ~k)"]),
            (["(+get", "~k)"], ["(+get ~k)"]), (["(a", "b", "c)", "d"], ["(a b c)", "d"]),
            (["a)", "("] + [")"], ["a)", "( )"]), ([""], [""]),
        ])
    func merged(words: [String], expected: [String]) throws {
        #expect(try rules(words) == expected)
    }

    @Test(arguments: [(["("], "("), (["on", "(a", "b"], "(a"), (["(a)", "(b", "(c"], "(b")])
    func unclosed(words: [String], start: String) {
        let text = "ERR Unmatched parenthesis in acl selector starting at '\(start)'."
        #expect(throws: ReplyError(composing: text)) { try rules(words) }
    }
}
