/// What must not come out of a mutation, wherever it stands: words that end a server, reach outside
/// of it, or have replies that go by time, by chance or by the server itself.
enum ForbiddenWords {
    static let all = [
        "shutdown", "debug", "config", "module", "migrate", "slaveof", "replicaof", "failover",
        "save", "bgrewriteaof", "sync", "replconf", "cluster", "client", "monitor", "info", "time",
        "lolwut", "random", "randmember", "randfield", "spop", "memory", "latency", "slowlog",
        "object", "command", "script", "function", "acl", "wait", "keys", "scan", "role", "rewrite",
        "swapdb", "eval", "xadd", "dump", "restore",
    ].map { Array($0.utf8) }

    /// The words by their first letters.
    private static let byFirstLetter: [[[UInt8]]] = (0..<256).map { letter in
        all.filter { $0[0] == UInt8(letter) }
    }

    /// Whether bytes have one of the words, in any case.
    static func appear(in bytes: [UInt8]) -> Bool {
        for start in bytes.indices {
            // Beyond letters this takes some bytes for others, and forbids a little more than it must.
            let words = byFirstLetter[Int(bytes[start] | 32)]
            if words.isEmpty { continue }
            for word in words where begins(with: word, bytes, start) { return true }
        }
        return false
    }

    private static func begins(with word: [UInt8], _ bytes: [UInt8], _ start: Int) -> Bool {
        guard start + word.count <= bytes.count else { return false }
        for (offset, letter) in word.enumerated() where bytes[start + offset] | 32 != letter {
            return false
        }
        return true
    }
}
