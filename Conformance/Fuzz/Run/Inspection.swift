import ConformanceKit

/// Compares all that two servers hold: keys, types, encodings, values, times, and what DUMP gives,
/// which is also restored on the other server.
struct Inspection {
    private let pair: ServerPair
    private static let databases = 0..<3
    /// Where the other server's values are restored.
    private static let exchange = 9
    /// The calls that lead to the one being compared.
    private var path: [FuzzCall] = []

    /// A key with its type.
    private struct Key {
        var name: [UInt8]
        var type: String
        var hasGroups = false
        /// Whether its elements came from a hash table, in no order.
        var isHashed: Bool
    }

    /// Compares what two servers hold.
    ///
    /// - Throws: ``Disagreement``, with the calls that show it.
    static func compare(_ pair: ServerPair, exchanging: Bool) throws {
        var inspection = Inspection(pair: pair)
        try inspection.show([FuzzCall("DISCARD"), Counters.call])
        for database in databases {
            let keys = try inspection.compare(database)
            if exchanging, !keys.isEmpty { try inspection.exchange(keys, database) }
        }
    }

    private init(pair: ServerPair) {
        self.pair = pair
    }

    /// Compares the keys of one database.
    private mutating func compare(_ database: Int) throws -> [Key] {
        path = [FuzzCall("DISCARD"), FuzzCall("SELECT \(database)")]
        let listing = FuzzCall("KEYS *", rule: .unordered(pairs: false))
        let listed = try show([listing], keepsReplies: true)
        let names = ReplyNode(listed[0])?.children.map(\.payload) ?? []
        var keys = try types(of: names.sorted { $0.lexicographicallyPrecedes($1) })
        try compareValues(&keys)
        try show(keys.map { Self.call("DUMP", $0.name, rule: Self.dumpRule($0)) })
        return keys
    }

    private func types(of names: [[UInt8]]) throws -> [Key] {
        let replies = try show(
            names.flatMap {
                [
                    Self.call("TYPE", $0), Self.call("OBJECT ENCODING", $0),
                    Self.call("PEXPIRETIME", $0, rule: .near),
                ]
            }, keepsReplies: true)
        return names.enumerated().map { index, name in
            let encoding = ReplyNode(replies[index * 3 + 1])?.text
            return Key(
                name: name, type: ReplyNode(replies[index * 3])?.text ?? "",
                isHashed: encoding == "hashtable")
        }
    }

    private func compareValues(_ keys: inout [Key]) throws {
        let readings = keys.map(Self.readings)
        let replies = try show(readings.flatMap(\.self), keepsReplies: true)
        var next = 0
        for index in keys.indices {
            defer { next += readings[index].count }
            guard keys[index].type == "stream", let information = ReplyNode(replies[next]) else {
                continue
            }
            let names = information.children.map(\.text)
            guard let place = names.firstIndex(of: "groups") else { continue }
            keys[index].hasGroups = information.children[place + 1].text != "0"
        }
    }

    /// The calls that read a whole value, in its order where it has one.
    private static func readings(of key: Key) -> [FuzzCall] {
        switch key.type {
        case "string": return [call("GET", key.name)]
        case "list": return [call("LRANGE", key.name, "0 -1")]
        case "set":
            return [
                call("SMEMBERS", key.name, rule: key.isHashed ? .unordered(pairs: false) : .exact)
            ]
        case "hash":
            return [
                call("HGETALL", key.name, rule: key.isHashed ? .unordered(pairs: true) : .exact)
            ]
        case "zset": return [call("ZRANGE", key.name, "0 -1 WITHSCORES")]
        case "stream":
            return [
                call("XINFO STREAM", key.name),
                call("XINFO STREAM", key.name, "FULL COUNT 0", rule: .near),
            ]
        default: return []
        }
    }

    /// Bytes whose order follows from a hash table's seed, or in which times are, can't be compared.
    private static func dumpRule(_ key: Key) -> ReplyRule {
        key.isHashed || key.hasGroups ? .shape : .exact
    }

    /// Restores each server's values on the other.
    private mutating func exchange(_ keys: [Key], _ database: Int) throws {
        let dumps = try pair.replies(to: keys.map { Self.call("DUMP", $0.name) })
        func restoring(_ payloads: [[UInt8]]) -> [FuzzCall] {
            [FuzzCall("SELECT \(Self.exchange)"), FuzzCall("FLUSHDB")]
                + zip(keys, payloads).map { key, reply in
                    var call = Self.call("RESTORE", key.name, "0")
                    call.words.append(ReplyNode(reply)?.payload ?? [])
                    return call
                }
        }
        path.append(FuzzCall("ECHO each-has-restored-what-the-other-has-dumped"))
        do {
            try pair.run(real: restoring(dumps.target), target: restoring(dumps.real))
        } catch var found as Disagreement {
            found.inspection = path + [found.call]
            throw found
        }
        path.append(FuzzCall("SELECT \(Self.exchange)"))
        var restored = try types(of: keys.map(\.name))
        for index in keys.indices where keys[index].isHashed { restored[index].isHashed = true }
        try compareValues(&restored)
    }

    /// Runs calls; a difference is told with the calls before.
    @discardableResult
    private func show(_ calls: [FuzzCall], keepsReplies: Bool = false) throws -> [[UInt8]] {
        do {
            let replies = try pair.run(path + calls, keepsReplies: keepsReplies)
            return Array(replies.dropFirst(path.count))
        } catch var found as Disagreement {
            found.inspection = path + [found.call]
            throw found
        }
    }

    private static func call(
        _ name: String, _ key: [UInt8], _ rest: String = "", rule: ReplyRule = .exact
    ) -> FuzzCall {
        var call = FuzzCall(name, rule: rule)
        call.words.append(key)
        call.words += FuzzCall(rest).words
        return call
    }
}
