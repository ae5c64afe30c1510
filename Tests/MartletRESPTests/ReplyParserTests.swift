import MartletRESP
import Testing

@Suite struct ReplyParserTests {
    static let replies: [(String, RESPValue)] = [
        ("+OK\r\n", .simpleString("OK")),
        ("+\r\n", .simpleString("")),
        ("-ERR no such key\r\n", .error("ERR no such key")),
        (":0\r\n", .integer(0)),
        (":-9223372036854775808\r\n", .integer(.min)),
        ("$0\r\n\r\n", .bulkString([])),
        ("$5\r\na\r\nbc\r\n", .bulkString(Array("a\r\nbc".utf8))),
        ("$-1\r\n", .null),
        ("_\r\n", .null),
        ("*-1\r\n", .nullArray),
        ("*0\r\n", .array([])),
        ("*2\r\n*1\r\n:1\r\n$-1\r\n", .array([.array([.integer(1)]), .null])),
        (",1.5\r\n", .double(1.5)),
        (",-inf\r\n", .double(-.infinity)),
        (",1e+21\r\n", .double(1e21)),
        ("#t\r\n", .boolean(true)),
        ("#f\r\n", .boolean(false)),
        ("%0\r\n", .map([])),
        (
            "%2\r\n+a\r\n:1\r\n+b\r\n*0\r\n",
            .map([
                .init(key: .simpleString("a"), value: .integer(1)),
                .init(key: .simpleString("b"), value: .array([])),
            ])
        ),
        ("~2\r\n:1\r\n:2\r\n", .set([.integer(1), .integer(2)])),
        (">1\r\n+invalidate\r\n", .push([.simpleString("invalidate")])),
        ("=7\r\ntxt:a\r\n\r\n", .verbatimString(format: "txt", text: Array("a\r\n".utf8))),
        (
            "(-1234567999999999999999999999999999999\r\n",
            .bigNumber("-1234567999999999999999999999999999999")
        ),
        (
            "|1\r\n+ttl\r\n:9\r\n*1\r\n:5\r\n",
            .attributed(
                .array([.integer(5)]),
                attributes: [.init(key: .simpleString("ttl"), value: .integer(9))])
        ),
        ("|0\r\n:5\r\n", .attributed(.integer(5), attributes: [])),
        (
            "*2\r\n|1\r\n+a\r\n+b\r\n:1\r\n:2\r\n",
            .array([
                .attributed(
                    .integer(1),
                    attributes: [.init(key: .simpleString("a"), value: .simpleString("b"))]),
                .integer(2),
            ])
        ),
    ]

    @Test(arguments: replies)
    func wholeReply(text: String, value: RESPValue) throws {
        var parser = ReplyParser()
        parser.feed(text.utf8)
        #expect(try parser.next() == value)
        #expect(Array(parser.lastReplyBytes) == Array(text.utf8))
        #expect(try parser.next() == nil)
    }

    @Test func notANumber() throws {
        var parser = ReplyParser()
        parser.feed(",nan\r\n".utf8)
        guard case .double(let number) = try parser.next() else {
            Issue.record("no double")
            return
        }
        #expect(number.isNaN)
    }

    @Test func everySplitIntoTwo() throws {
        let stream = Self.replies.flatMap { Array($0.0.utf8) }
        for split in 0...stream.count {
            var parser = ReplyParser()
            var found: [RESPValue] = []
            var raw: [UInt8] = []
            for part in [stream[..<split], stream[split...]] {
                parser.feed(part)
                while let value = try parser.next() {
                    found.append(value)
                    raw += parser.lastReplyBytes
                }
            }
            #expect(found == Self.replies.map(\.1))
            #expect(raw == stream)
        }
    }

    @Test func byteByByte() throws {
        var parser = ReplyParser()
        var found: [RESPValue] = []
        for byte in Self.replies.flatMap({ Array($0.0.utf8) }) {
            parser.feed([byte])
            while let value = try parser.next() { found.append(value) }
        }
        #expect(found == Self.replies.map(\.1))
    }

    @Test(arguments: [
        ("?\r\n", ReplyParserError.unknownType(UInt8(ascii: "?"))),
        ("x", .unknownType(UInt8(ascii: "x"))),
        (":abc\r\n", .malformed(line: ":abc")),
        (":9223372036854775808\r\n", .malformed(line: ":9223372036854775808")),
        ("$-2\r\n", .malformed(line: "-2")),
        ("*-2\r\n", .malformed(line: "-2")),
        ("=2\r\nab\r\n", .malformed(line: "2")),
        ("#x\r\n", .malformed(line: "#x")),
        (",abc\r\n", .malformed(line: ",abc")),
        ("(12x\r\n", .malformed(line: "(12x")),
        ("(\r\n", .malformed(line: "(")),
        ("_x\r\n", .malformed(line: "_x")),
        ("$1\r\nabc", .unterminatedBulk),
        ("$536870913\r\n", .tooLarge(536_870_913)),
        ("*9223372036854775807\r\n", .tooLarge(.max)),
        ("\r\n", .malformed(line: "")),
    ])
    func unreadable(text: String, error: ReplyParserError) {
        var parser = ReplyParser()
        parser.feed(text.utf8)
        #expect(throws: error) { try parser.next() }
        parser.feed("+OK\r\n".utf8)
        #expect(throws: error) { try parser.next() }
    }

    @Test func lineWithoutEnd() {
        var limits = ReplyParser.Limits()
        limits.lineLength = 100
        var parser = ReplyParser(limits: limits)
        parser.feed("+".utf8)
        parser.feed([UInt8](repeating: UInt8(ascii: "a"), count: 100))
        #expect(throws: ReplyParserError.lineTooLong) { try parser.next() }
    }

    @Test func depthIsBounded() throws {
        var parser = ReplyParser()
        parser.feed(String(repeating: "*1\r\n", count: 128).utf8)
        #expect(try parser.next() == nil)
        parser.feed("*1\r\n".utf8)
        #expect(throws: ReplyParserError.tooDeep) { try parser.next() }
    }

    @Test func announcedElementsCostNothing() throws {
        var parser = ReplyParser()
        parser.feed("*4000000000\r\n%2000000000\r\n$536870912\r\n".utf8)
        #expect(try parser.next() == nil)
    }

    @Test func longStreamIsForgotten() throws {
        var parser = ReplyParser()
        let reply = Array("$1000\r\n".utf8) + [UInt8](repeating: 0, count: 1000) + [13, 10]
        var count = 0
        for _ in 0..<1000 {
            parser.feed(reply[..<500])
            while try parser.next() != nil { count += 1 }
            parser.feed(reply[500...])
            while try parser.next() != nil { count += 1 }
        }
        #expect(count == 1000)
        #expect(parser.unfinishedBytes.isEmpty)
    }
}
