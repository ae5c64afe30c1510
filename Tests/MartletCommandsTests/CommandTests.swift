import MartletCommands
import MartletEngine
import Testing

@Suite struct CommandTests {
    @Test(
        arguments: [
            ("PING", "+PONG"),
            ("ping hello", "$5|hello"),
            ("SET k v", "+OK"),
            ("SET k v; GET k", "$1|v"),
            ("SET k 10; GET k", "$2|10"),
            ("GET missing", "$-1"),
            ("SET k v NX; SET k w NX", "$-1"),
            ("SET k v BOGUS", "-ERR syntax error"),
            ("SET k v PX", "-ERR syntax error"),
            ("SET k v PX 0", "-ERR invalid expire time in 'set' command"),
            ("INCR n; INCR n", ":2"),
            ("SET n 9223372036854775807; INCR n", "-ERR increment or decrement would overflow"),
            ("SET k v; INCR k", "-ERR value is not an integer or out of range"),
            ("SET a 1; SET b 2; DEL a b c", ":2"),
            ("NOSUCH", "-ERR unknown command 'NOSUCH'"),
        ])
    func lastReply(script: String, expected: String) {
        var engine = Engine(table: .all)
        var reply = ReplyWriter()
        for line in script.split(separator: ";") {
            reply.removeAll()
            run(String(line), on: &engine, &reply)
        }
        #expect(text(of: reply) == expected)
    }

    @Test func expiredKeyIsGone() {
        var engine = Engine(table: .all)
        var reply = ReplyWriter()
        run("SET k v PX 100", on: &engine, &reply, now: 1000)
        run("GET k", on: &engine, &reply, now: 1099)
        run("GET k", on: &engine, &reply, now: 1100)
        #expect(text(of: reply) == "+OK|$1|v|$-1")
    }

    @Test func resp3HasItsOwnNull() {
        var engine = Engine(table: .all)
        var reply = ReplyWriter(version: .three)
        run("GET missing", on: &engine, &reply)
        #expect(text(of: reply) == "_")
    }

    /// A command may come in any number of pieces.
    @Test func incompleteCommandWaits() {
        let request = Array("*2\r\n$4\r\nPING\r\n$2\r\nhi\r\n".utf8)
        for end in request.indices {
            var engine = Engine(table: .all)
            var reply = ReplyWriter()
            let part = Array(request[..<end])
            let progress = engine.process(part.span, now: 0, reply: &reply)
            #expect(progress.consumed == 0)
            #expect(text(of: reply).isEmpty)
        }
    }

    private func run(
        _ line: String, on engine: inout Engine, _ reply: inout ReplyWriter, now: Int = 0
    ) {
        let words = line.split(separator: " ")
        let arguments = words.map { "$\($0.utf8.count)\r\n\($0)\r\n" }
        let request = "*\(words.count)\r\n\(arguments.joined())"
        let progress = engine.process(request.utf8.span, now: now, reply: &reply)
        #expect(progress.consumed == request.utf8.count)
    }

    /// The replies as text, their line ends shown as bars.
    private func text(of reply: borrowing ReplyWriter) -> String {
        let lines = String(copying: reply.buffer.span).split(
            separator: "\r\n", omittingEmptySubsequences: true)
        return lines.joined(separator: "|")
    }
}
