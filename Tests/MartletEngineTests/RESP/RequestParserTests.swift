import MartletEngine
import Testing

@Suite struct RequestParserTests {
    @Test(
        arguments: [
            ("*1\r\n$4\r\nPING\r\n", ["PING"]),
            ("*2\r\n$3\r\nGET\r\n$0\r\n\r\n", ["GET", ""]),
            ("*-1\r\n*0\r\n\r\n  \r\nPING\r\n", ["PING"]),
            ("set k \"a \\x41\\n\" 'it''\r\n", nil),
            ("set k \"a \\x41\\n\" 'it\\'s'\r\n", ["set", "k", "a A\n", "it's"]),
            ("GET / HTTP/1.1\n", ["GET", "/", "HTTP/1.1"]),
            (
                "*12\r\n" + String(repeating: "$1\r\na\r\n", count: 12),
                Array(repeating: "a", count: 12)
            ),
        ] as [(String, [String]?)])
    func firstCommand(request: String, expected: [String]?) throws {
        #expect(Feed.commands(in: Array(request.utf8), pieces: .max).first == expected)
    }

    @Test(
        arguments: [
            ("*1\r\nPING\r\n", "expected '$', got 'P'"),
            ("*x\r\n", "invalid multibulk length"),
            ("*01\r\n", "invalid multibulk length"),
            ("*2147483648\r\n", "invalid multibulk length"),
            ("*1\r\n$-1\r\n", "invalid bulk length"),
            ("*1\r\n$536870913\r\n", "invalid bulk length"),
            ("*1\r\n$1a\r\n", "invalid bulk length"),
            ("\"\r\n", "unbalanced quotes in request"),
            ("*" + String(repeating: "1", count: 65_536), "too big mbulk count string"),
            ("*1\r\n$" + String(repeating: "1", count: 65_536), "too big bulk count string"),
            (String(repeating: "a", count: 65_537), "too big inline request"),
        ])
    func malformed(request: String, expected: String) {
        var feed = Feed()
        feed.take(Array(request.utf8))
        #expect(feed.error == "ERR Protocol error: \(expected)")
    }

    @Test(
        arguments: [
            ("*11\r\n", "unauthenticated multibulk length"),
            ("*1\r\n$16385\r\n", "unauthenticated bulk length"),
        ])
    func strangersAreHeldShort(request: String, expected: String) {
        var feed = Feed()
        feed.input.parser.limits.isStrict = true
        feed.take(Array(request.utf8))
        #expect(feed.error == "ERR Protocol error: \(expected)")
    }

    /// The same commands come out however the bytes are cut, large arguments included.
    @Test(arguments: [1, 2, 3, 7, 64, 1400, 40_000, 300_000])
    func piecesMakeNoDifference(size: Int) {
        var request: [UInt8] = []
        var expected: [[String]] = []
        for count in [0, 1, 9, 10, 100, 32_767, 32_768, 70_000] {
            let value = String(repeating: "x", count: count)
            request += Array("*3\r\n$3\r\nSET\r\n$1\r\nk\r\n$\(count)\r\n\(value)\r\n".utf8)
            request += Array("GET 'k'\r\n".utf8)
            expected += [["SET", "k", value], ["GET", "k"]]
        }
        #expect(Feed.commands(in: request, pieces: size) == expected)
    }

    /// An empty line behind a command is one, wherever the bytes before it were cut; so is a number.
    @Test(arguments: ["\r\n*1\r\n$4\r\nPING\r\n", "*1\r\n$4\r\nPING\r\n", "PING\r\n"])
    func cutsMakeNoDifference(rest: String) {
        let request = Array(("*2\r\n$4\r\nECHO\r\n$10\r\n0123456789\r\n" + rest).utf8)
        for first in 1..<request.count {
            for second in first..<request.count {
                var feed = Feed()
                feed.take(Array(request[..<first]))
                feed.take(Array(request[first..<second]))
                feed.take(Array(request[second...]))
                #expect(feed.commands == [["ECHO", "0123456789"], ["PING"]])
                #expect(feed.error == nil)
            }
        }
    }

    /// A request that announces much and brings little takes little memory.
    @Test func announcementsTakeNoRoom() {
        var feed = Feed()
        feed.take(Array("*1048576\r\n$536870912\r\nabc".utf8))
        #expect(feed.input.parser.argumentToFill?.blob.capacity ?? .max <= 64 * 1024)
        #expect(feed.input.capacity <= 1024)
    }

    /// A command that had to wait is found again, its arguments where they were.
    @Test func keptCommandIsFoundAgain() {
        var feed = Feed()
        let value = String(repeating: "y", count: 50_000)
        let request = "PING\r\n*3\r\n$3\r\nSET\r\n$1\r\nk\r\n$50000\r\n\(value)\r\nGET k\r\n"
        feed.postponesNext = "SET"
        for piece in Array(request.utf8).pieces(of: 10_000) { feed.take(piece) }
        #expect(feed.commands == [["PING"]])
        feed.takeAgain()
        #expect(feed.commands == [["PING"], ["SET", "k", value], ["GET", "k"]])
    }

    /// Random bytes that look a little like the protocol are refused or understood, never a trap.
    @Test(arguments: 0..<8 as Range<UInt64>)
    func randomBytesDoNoHarm(seed: UInt64) {
        var random = SplitMix(state: seed)
        let alphabet = Array("*$\r\n0123456789-+ \"'\\x\u{0}PINGSET".utf8)
        for _ in 0..<2000 {
            var feed = Feed()
            for _ in 0..<4 {
                let count = Int(random.next() % 24)
                feed.take(
                    (0..<count).map { _ in alphabet[Int(random.next() % UInt64(alphabet.count))] })
                if feed.error != nil { break }
            }
            #expect(feed.error?.hasPrefix("ERR Protocol error: ") ?? true)
        }
    }
}
