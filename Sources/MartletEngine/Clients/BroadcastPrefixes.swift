/// The prefixes of keys whose changes are told to every client that asked for it.
///
/// What changes is gathered, and told after the batch of commands.
struct BroadcastPrefixes {
    /// A prefix, and what changed behind it.
    struct Prefix {
        let bytes: [UInt8]
        var clients: [Client] = []
        /// The keys, each with the client that changed it last.
        var changes: [[UInt8]: Client] = [:]
    }

    /// The prefixes in the order of their bytes.
    private(set) var all: [Prefix] = []
    /// Whether keys changed.
    private(set) var hasChanges = false

    /// Tells a client of changes behind a prefix; returns whether it wasn't told before.
    mutating func insert(_ client: Client, _ prefix: [UInt8]) -> Bool {
        let place = all.partitioningIndex { !$0.bytes.span.precedes(prefix.span) }
        if place == all.count || all[place].bytes != prefix {
            all.insert(Prefix(bytes: prefix), at: place)
        }
        guard !all[place].clients.contains(where: { $0 === client }) else { return false }
        all[place].clients.append(client)
        return true
    }

    /// Tells a client no more.
    mutating func remove(_ client: Client) {
        for index in all.indices { all[index].clients.removeAll { $0 === client } }
        all.removeAll { $0.clients.isEmpty }
    }

    /// Notes that a client changed a key.
    mutating func note(_ key: Span<UInt8>, changedBy client: Client) {
        var copy: [UInt8]?
        for index in all.indices {
            let prefix = all[index].bytes
            guard prefix.count <= key.count,
                key.extracting(first: prefix.count).isEqual(to: prefix.span)
            else { continue }
            let bytes = copy ?? [UInt8](key)
            copy = bytes
            all[index].changes[bytes] = client
            hasChanges = true
        }
    }

    /// Returns the prefixes behind which keys changed, and forgets the changes.
    mutating func takeChanged() -> [Prefix] {
        hasChanges = false
        var changed: [Prefix] = []
        for index in all.indices where !all[index].changes.isEmpty {
            changed.append(all[index])
            all[index].changes = [:]
        }
        return changed
    }
}

extension BroadcastPrefixes.Prefix {
    /// The keys that changed, in the order of their bytes; for `client`, without those that it
    /// changed itself.
    func keys(without client: Client?) -> [[UInt8]] {
        let keys = changes.filter { client == nil || $0.value !== client }.keys
        return keys.sorted { a, b in a.span.precedes(b.span) }
    }
}
