import ConformanceKit
import MartletRESP

/// Makes valid requests: commands whose replies go by nothing but what the sample has sent.
struct RequestMaker {
    private static let commands: [[String]] = [
        ["PING"], ["PING", "hello"], ["ECHO", "a\r\nb"], ["ECHO", ""], ["SET", "k", "v"],
        ["SET", "k", "\u{0}\r\n$3\r\n"], ["GET", "k"], ["GET", "nosuch"], ["DEL", "k", "l"],
        ["INCR", "n"], ["INCRBY", "n", "10"], ["APPEND", "k", "tail"], ["STRLEN", "k"],
        ["RPUSH", "l", "a", "b", "c"], ["LRANGE", "l", "0", "-1"], ["LPOP", "l"],
        ["BLPOP", "nosuch", "0"], ["HSET", "h", "f", "1"], ["HGETALL", "h"],
        ["SADD", "s", "1"], ["SMEMBERS", "s"], ["ZADD", "z", "1.5", "m"],
        ["ZRANGE", "z", "0", "-1", "WITHSCORES"], ["ZSCORE", "z", "m"], ["MGET", "k", "n", "h"],
        ["MULTI"], ["EXEC"], ["DISCARD"], ["WATCH", "k"], ["SELECT", "1"], ["SELECT", "0"],
        ["HELLO", "3"], ["HELLO", "2"], ["HELLO", "4"], ["AUTH", "x"], ["TYPE", "k"],
        ["SUBSCRIBE", "c"], ["UNSUBSCRIBE"], ["PUBLISH", "c", "m"], ["RESET"], ["QUIT"],
        ["EXISTS", "k"], ["EXPIRE", "k", "1000"], ["PERSIST", "k"], ["NOSUCH", "a", "b"], ["GET"],
        ["SETRANGE", "k", "3", "x"], ["GETRANGE", "k", "0", "-1"], ["BITCOUNT", "k"],
    ]

    private static let largeSizes = [1_000, 16_384, 32_768, 40_000, 70_000]

    /// Returns a request in the form of clients, or in that of people with a terminal.
    static func request(using random: inout SeededRandom) -> [UInt8] {
        var words = command(using: &random)
        if random.below(60) == 0 {
            let size = largeSizes[random.below(largeSizes.count)]
            words = ["ECHO", String(repeating: "x", count: size)]
        }
        let encoded = words.map { Array($0.utf8) }
        // Whether a line of more than 64 KiB is refused goes by how its bytes come, on both servers.
        let isInline = random.below(4) == 0 && encoded.joined().count < 60_000
        return isInline ? inline(encoded, using: &random) : CommandEncoder.encode(encoded)
    }

    private static func command(using random: inout SeededRandom) -> [String] {
        commands[random.below(commands.count)]
    }

    /// Returns words as a line, some in quotes of either kind.
    private static func inline(_ words: [[UInt8]], using random: inout SeededRandom) -> [UInt8] {
        var line: [UInt8] = []
        for (index, word) in words.enumerated() {
            if index > 0 { line += Array(repeating: UInt8(ascii: " "), count: 1 + random.below(2)) }
            switch random.below(4) {
            case 0: line += Array("\"\(ByteText.escaped(word))\"".utf8)
            case 1: line += Array("'".utf8) + word + Array("'".utf8)
            default: line += word
            }
        }
        return line + (random.below(3) == 0 ? [10] : [13, 10])
    }
}
