import MartletRESP
import Testing

@Suite struct CommandEncoderTests {
    @Test func commandOfTexts() {
        var encoder = CommandEncoder()
        encoder.append("GET", "")
        #expect(encoder.bytes == Array("*2\r\n$3\r\nGET\r\n$0\r\n\r\n".utf8))
    }

    @Test func argumentsOfAnyBytes() {
        let bytes = CommandEncoder.encode([Array("ECHO".utf8), [13, 10, 0, 255]])
        #expect(bytes == Array("*2\r\n$4\r\nECHO\r\n$4\r\n".utf8) + [13, 10, 0, 255, 13, 10])
    }

    @Test func commandsFollowEachOther() {
        var encoder = CommandEncoder()
        encoder.append("PING")
        encoder.append([Array("PING".utf8)])
        #expect(encoder.bytes == Array("*1\r\n$4\r\nPING\r\n*1\r\n$4\r\nPING\r\n".utf8))
        encoder.removeAll()
        #expect(encoder.bytes.isEmpty)
    }

    @Test func parserReadsWhatIsEncoded() throws {
        var parser = ReplyParser()
        parser.feed(CommandEncoder.encode([Array("SET".utf8), [0], [1, 2]]))
        #expect(
            try parser.next()
                == .array([
                    .bulkString(Array("SET".utf8)), .bulkString([0]), .bulkString([1, 2]),
                ]))
    }
}
