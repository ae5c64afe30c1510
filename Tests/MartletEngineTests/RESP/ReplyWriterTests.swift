import MartletEngine
import Testing

@Suite struct ReplyWriterTests {
    /// Writes a reply in one version of the protocol; line ends are shown as bars.
    private func text(_ version: RESPVersion, _ write: (inout ReplyWriter) -> Void) -> String {
        var reply = ReplyWriter(version: version)
        write(&reply)
        return String(copying: reply.buffer.span).replacing("\r\n", with: "|")
    }

    @Test(arguments: [RESPVersion.two, .three])
    func typesThatBothVersionsHave(version: RESPVersion) {
        #expect(text(version) { $0.ok() } == "+OK|")
        #expect(text(version) { $0.integer(-7) } == ":-7|")
        #expect(text(version) { $0.bulk("a\r\nb") } == "$4|a|b|")
        #expect(text(version) { $0.bulk("") } == "$0||")
        #expect(text(version) { $0.bulk(Int.min) } == "$20|-9223372036854775808|")
        #expect(text(version) { $0.array(3) } == "*3|")
        #expect(text(version) { $0.error(ReplyError("ERR no")) } == "-ERR no|")
    }

    @Test func typesOfRESP3AndWhatRESP2GetsInTheirPlace() {
        func both(_ write: (inout ReplyWriter) -> Void) -> [String] {
            [text(.two, write), text(.three, write)]
        }
        #expect(both { $0.null() } == ["$-1|", "_|"])
        #expect(both { $0.nullArray() } == ["*-1|", "_|"])
        #expect(both { $0.map(2) } == ["*4|", "%2|"])
        #expect(both { $0.set(2) } == ["*2|", "~2|"])
        #expect(both { $0.push(2) } == ["*2|", ">2|"])
        #expect(both { $0.boolean(true) } == [":1|", "#t|"])
        #expect(both { $0.boolean(false) } == [":0|", "#f|"])
        #expect(both { $0.double(0.1) } == ["$19|0.10000000000000001|", ",0.10000000000000001|"])
        #expect(both { $0.double(-.infinity) } == ["$4|-inf|", ",-inf|"])
        #expect(both { $0.verbatim("hi".utf8.span) } == ["$2|hi|", "=6|txt:hi|"])
        #expect(both { $0.bigNumber("123") } == ["$3|123|", "(123|"])
    }

    /// What a client sent may be quoted in an error, but can't end its line.
    @Test func errorIsOneLine() {
        let error = ReplyError(composing: "ERR unknown 'a\r\n+OK\r\n'")
        #expect(text(.two) { $0.error(error) } == "-ERR unknown 'a  +OK  '|")
    }

    @Test func headMayBeWrittenLast() {
        let reply = text(.three) { reply in
            reply.integer(1)
            let place = reply.place
            reply.bulk("k")
            reply.integer(2)
            reply.finishMap(at: place, count: 1)
            reply.integer(3)
        }
        #expect(reply == ":1|%1|$1|k|:2|:3|")
    }

    @Test func whatWasWrittenLastCanBeForgotten() {
        let reply = text(.two) { reply in
            reply.integer(1)
            let kept = reply.buffer.count
            reply.bulk("secret")
            reply.removeLast(keeping: kept)
            reply.integer(2)
        }
        #expect(reply == ":1|:2|")
    }

    @Test func repliesOfAnotherWriterFollow() {
        var other = ReplyWriter()
        other.bulk("x")
        var reply = ReplyWriter()
        reply.ok()
        reply.append(other)
        #expect(String(copying: reply.buffer.span) == "+OK\r\n$1\r\nx\r\n")
        reply.removeAll()
        #expect(reply.buffer.count == 0)
    }
}
