import MartletEngine
import Testing

@Suite struct EngineTransactionsTests {
    private static let specs: [CommandSpec] = [
        .made("multi", arity: 1, flags: [.immediate]) { _, call, reply throws(ReplyError) in
            try call.beginTransaction()
            reply.ok()
        },
        .made("exec", arity: 1, flags: [.immediate]) { _, call, reply throws(ReplyError) in
            try call.executeTransaction(&reply)
        },
        .made("echo", arity: 2) { arguments, _, reply in reply.bulk(arguments[1]) },
    ]

    @Test(arguments: [
        (["echo a", "echo b"], "*2|$1|a|$1|b|"), ([], "*0|"),
        (["echo a", "echo"], "-ERR wrong number of arguments for 'echo' command|"),
        (["multi"], "-ERR MULTI calls can not be nested|"),
        (["exec", "echo a"], "-ERR EXEC without MULTI|"),
    ])
    func replies(lines: [String], expected: String) {
        var engine = SmallEngine(Self.specs)
        let handle = engine.client("a")
        for _ in 0..<2 {
            var list = ArgumentList()
            var reply = ReplyWriter()
            let outcome = engine.engine.executeTransaction(
                &list, count: lines.count, for: handle,
                { index, list in
                    for word in lines[index].split(separator: " ") {
                        list.append(String(word).utf8.span)
                    }
                }, reply: &reply)
            #expect(outcome == .replied)
            #expect(String(copying: reply.buffer.span).replacing("\r\n", with: "|") == expected)
        }
    }
}
