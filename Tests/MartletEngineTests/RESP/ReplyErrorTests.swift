import MartletEngine
import Testing

@Suite struct ReplyErrorTests {
    @Test func codeIsTheFirstWord() {
        #expect(ReplyError("WRONGTYPE Operation").code == Array("WRONGTYPE".utf8))
        #expect(ReplyError(composing: " a").code.isEmpty)
        #expect(ReplyError(composing: "two\r\nlines").code == Array("two".utf8))
    }

    @Test(arguments: ["", "word", String(repeating: "x", count: 31) + " a"])
    func codeIsOrdinaryWithoutABlankNearTheStart(_ text: String) {
        #expect(ReplyError(composing: text).code == Array("ERR".utf8))
    }

    @Test func errorsCompareByTheirText() {
        #expect(ReplyError.syntax == ReplyError("ERR syntax error"))
        #expect(ReplyError.syntax != .overflow)
        #expect(ReplyError.wrongArity("get") != .wrongArity("set"))
        #expect(ReplyError.syntax.description == "ERR syntax error")
    }

    /// Up to 128 bytes of the name, then up to 128 of the arguments; a zero byte ends either.
    @Test(
        arguments: [
            (String(repeating: "n", count: 200), String(repeating: "n", count: 128), ""),
            ("n a\u{0}b c", "n", "'a' 'c' "),
            (
                "n \(String(repeating: "a", count: 100)) \(String(repeating: "b", count: 100)) c",
                "n",
                "'\(String(repeating: "a", count: 100))' '\(String(repeating: "b", count: 25))' "
            ),
        ])
    func unknownCommandQuotesWhatWasSent(line: String, name: String, quoted: String) {
        var engine = SmallEngine([])
        let expected = "-ERR unknown command '\(name)', with args beginning with: \(quoted)|"
        #expect(engine.run(line) == expected)
    }
}
