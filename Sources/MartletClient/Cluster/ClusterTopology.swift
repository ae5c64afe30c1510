/// Which master has which slots.
struct ClusterTopology: Equatable, Sendable {
    /// The masters, by slot; nil where nobody has it.
    private(set) var masters: [RedisAddress?]

    /// A cluster of which nothing is known.
    init() {
        masters = Array(repeating: nil, count: KeySlot.count)
    }

    /// Reads the reply to CLUSTER SLOTS, told by `node`.
    init(_ reply: RESPValue, from node: RedisAddress) throws(RedisError) {
        self.init()
        for range in try reply.list() {
            guard let parts = range.elements, parts.count >= 3, let first = parts[0].intValue,
                let last = parts[1].intValue, let master = parts[2].elements, master.count >= 2,
                let port = master[1].intValue, first >= 0, first <= last, last < KeySlot.count
            else { throw .unexpected(reply) }
            // Without a host, it is the one that was asked.
            let host = master[0].text ?? ""
            let address = RedisAddress(
                host: host.isEmpty || host == "?" ? node.host : host, port: port)
            for slot in first...last { masters[slot] = address }
        }
    }

    /// All masters, in the order of their slots.
    var addresses: [RedisAddress] {
        var seen: Set<RedisAddress> = []
        return masters.compactMap { $0 }.filter { seen.insert($0).inserted }
    }

    /// Whether each slot has a master.
    var isComplete: Bool { !masters.contains(nil) }

    /// Notes that a slot has moved.
    mutating func move(_ slot: Int, to address: RedisAddress) {
        masters[slot] = address
    }
}
