@testable import ConformanceKit
import MartletRESP
import Testing

/// What one server dumps, the other restores: the same values in the same encodings, both ways.
@Suite(.enabled(if: TestServers.needRedis, "redis-server is not in PATH"))
struct PayloadExchangeTests {
    private static func words(_ count: Int) -> String {
        (0..<count).map { "w\($0)" }.joined(separator: " ")
    }

    private static func numbers(_ count: Int) -> String {
        (0..<count).map { "\($0 * 1001)" }.joined(separator: " ")
    }

    private static func scores(_ count: Int) -> String {
        (0..<count).map { "\(Double($0) / 8) m\($0)" }.joined(separator: " ")
    }

    private static let long = String(repeating: "abc", count: 40)

    /// A value of each type and encoding.
    private static let commands = [
        "SET k 12", "SET k 123456789012345", "SET k word", "SET k \(long)",
        "SETRANGE k 100000 x", "RPUSH k a 1 -5000 70000 5000000000 \(long)",
        "RPUSH k \(words(6000))", "SADD k \(numbers(10))", "SADD k 1 100000 10000000000",
        "SADD k \(numbers(600))", "SADD k a \(long)", "SADD k \(words(3000))",
        "HSET k a 1 b two c 3.5", "HSET k a \(long)", "HSET k \(words(4000))",
        "ZADD k 1 a 2.5 b inf c -inf d 0.1 e", "ZADD k 1 \(long)", "ZADD k \(scores(1000))",
        "PFADD k \(words(20))", "PFADD k \(words(5000))",
    ]

    @Test func valuesTravelBothWays() throws {
        let (realServers, ownServers) = try (
            TestServers.redisServers(), TestServers.martletServers()
        )
        try withExtendedLifetime((realServers, ownServers)) {
            let real = try ServerConnection(realServers.ordinary())
            let own = try ServerConnection(ownServers.ordinary())
            for command in Self.commands {
                try Self.move(command, from: real, to: own)
                try Self.move(command, from: own, to: real)
            }
        }
    }

    private static func move(
        _ command: String, from source: ServerConnection, to target: ServerConnection
    ) throws {
        _ = source.execute("FLUSHALL")
        _ = target.execute("FLUSHALL")
        let head = command.prefix(60)
        _ = run(command.split(separator: " ").map { Array($0.utf8) }, on: source)
        let reply = run([Array("DUMP".utf8), Array("k".utf8)], on: source)
        guard case .bulkString(let payload) = reply else {
            Issue.record("\(head) made nothing to dump")
            return
        }
        let restore = ["RESTORE", "k", "0"].map { Array($0.utf8) } + [payload]
        #expect(run(restore, on: target) == .simpleString("OK"), "\(head)")
        for question in ["TYPE k", "OBJECT ENCODING k", "DEBUG DIGEST-VALUE k"] {
            let words = question.split(separator: " ").map { Array($0.utf8) }
            let (expected, found) = (run(words, on: source), run(words, on: target))
            #expect(found == expected, "\(question) of \(head)")
        }
    }

    private static func run(_ words: [[UInt8]], on server: ServerConnection) -> RESPValue? {
        server.send(CommandEncoder.encode(words))
        var parser = ReplyParser()
        parser.feed(server.receiveReply().bytes)
        return try? parser.next()
    }
}
