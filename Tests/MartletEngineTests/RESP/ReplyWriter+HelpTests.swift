import MartletEngine
import Testing

@Suite struct ReplyWriterHelpTests {
    @Test func helpEndsWithHelp() {
        var reply = ReplyWriter()
        reply.help(of: "BOX", ["OPEN", "    Opens it."])
        let lines = String(copying: reply.buffer.span).split(separator: "\r\n")
        #expect(lines.count == 6)
        #expect(lines[0] == "*5")
        #expect(lines[1].hasPrefix("+BOX <subcommand>"))
        #expect(lines[2...3] == ["+OPEN", "+    Opens it."])
        #expect(lines[4] == "+HELP")
    }
}
