import Testing

@testable import Fuzz

@Suite struct ReplyScannerTests {
    private let replies = [
        "+OK\r\n", "-ERR no - not 7\r\n", ":-12\r\n", "$5\r\na\r\nbc\r\n", "$-1\r\n", "*-1\r\n",
        "*2\r\n:1\r\n*1\r\n$0\r\n\r\n", "%1\r\n+a\r\n,1.5\r\n", "~2\r\n#t\r\n_\r\n",
        ">2\r\n+message\r\n=6\r\ntxt:ab\r\n", "(123\r\n", "*0\r\n",
    ]

    @Test func findsTheEndOfEachReply() throws {
        var scanner = ReplyScanner()
        try scanner.feed(replies.flatMap(\.utf8))
        #expect(scanner.ends.count == replies.count)
        for (index, reply) in replies.enumerated() {
            #expect(scanner.reply(index) == Array(reply.utf8))
        }
    }

    @Test func takesBytesOneByOne() throws {
        var scanner = ReplyScanner()
        for byte in replies.flatMap(\.utf8) { try scanner.feed([byte]) }
        #expect(scanner.ends.count == replies.count)
    }

    @Test func refusesWhatIsNoReply() {
        var scanner = ReplyScanner()
        #expect(throws: ReplyScanner.Unreadable.self) { try scanner.feed(Array("?\r\n".utf8)) }
    }
}
