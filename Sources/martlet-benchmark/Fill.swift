import ConformanceKit

/// Makes collections by long pipelines.
enum Fill {
    static let million = 1_000_000
    private static let batch = 500

    /// An element as redis-benchmark spells it.
    static func element(_ index: Int) -> String {
        let digits = String(index)
        return "element:" + String(repeating: "0", count: 12 - digits.count) + digits
    }

    static func list(of count: Int, _ socket: Socket) throws {
        try send(count, socket) { index in ["RPUSH", "mylist", element(index)] }
    }

    static func hash(of count: Int, _ socket: Socket) throws {
        try send(count, socket) { index in ["HSET", "myhash", element(index), "xxx"] }
    }

    static func set(of count: Int, _ socket: Socket) throws {
        try send(count, socket) { index in ["SADD", "myset", element(index)] }
    }

    static func sortedSet(of count: Int, _ socket: Socket) throws {
        try send(count, socket) { index in ["ZADD", "myzset", String(index), element(index)] }
    }

    static func stream(of count: Int, _ socket: Socket) throws {
        try send(count, socket, replyLines: 2) { index in
            ["XADD", "mystream", "\(index + 1)-0", "field", "value\(index)"]
        }
    }

    /// Sends `count` commands whose replies are of so many lines each, and waits for them.
    static func send(
        _ count: Int, _ socket: Socket, replyLines: Int = 1, _ command: (Int) -> [String]
    ) throws {
        for first in stride(from: 0, to: count, by: batch) {
            var request: [UInt8] = []
            for index in first..<min(first + batch, count) {
                let words = command(index)
                request += "*\(words.count)\r\n".utf8
                for word in words { request += "$\(word.utf8.count)\r\n\(word)\r\n".utf8 }
            }
            socket.send(request)
            try receiveLines(min(batch, count - first) * replyLines, from: socket)
        }
    }

    /// Waits for so many line ends.
    static func receiveLines(_ count: Int, from socket: Socket) throws {
        var left = count
        while left > 0 {
            guard case .bytes(let bytes) = socket.receive(withinMilliseconds: 60_000) else {
                throw LoadGenerator.RunError(description: "the server sent less than it should")
            }
            left -= bytes.count { $0 == UInt8(ascii: "\n") }
        }
    }
}
