/// All that there is to know of clients that track keys.
package struct Tracking: ~Copyable {
    package internal(set) var keys: TrackedKeys
    var prefixes = BroadcastPrefixes()
    /// The clients that track keys, the oldest first.
    private(set) var clients: [Client] = []
    /// How many of them have another client told.
    private(set) var redirectCount = 0
    /// What the client that sent the command tracked and changed itself: it is told behind the
    /// replies. Nil stands for all keys.
    var pending: [[UInt8]?] = []
    /// Whom the client has told that sent the command, if it has ended its tracking since it changed
    /// what is pending.
    private(set) var pendingRedirect = 0

    /// How often in a row there still were more keys than may be when enough had been forgotten for
    /// once.
    var failedLimits = 0

    /// The keys of the script that runs, or ran last, if its client tracks keys.
    var scriptKeys: [[UInt8]] = []

    init(seed: HashSeed, random: RandomSource) {
        keys = TrackedKeys(seed: seed, random: random)
    }

    /// The number of clients that track keys.
    package var clientCount: Int { clients.count }

    /// The number of prefixes.
    package var prefixCount: Int { prefixes.all.count }

    /// Whether anybody tracks keys, or did and keys of his are remembered.
    var isOn: Bool { !clients.isEmpty || keys.count > 0 }

    /// Returns the client with this id, if it tracks keys.
    func client(_ id: Int) -> Client? {
        let place = clients.partitioningIndex { $0.id >= id }
        return place < clients.count && clients[place].id == id ? clients[place] : nil
    }

    /// Lets a client track keys, or lets it do so otherwise. In broadcasting mode the prefixes are
    /// added to those that it has.
    mutating func enable(_ client: Client, _ new: ClientTracking, prefixes: [[UInt8]]) {
        var new = new
        if let old = client.tracking {
            new.prefixes = old.prefixes
            new.isCachingGiven = old.isCachingGiven
            if old.redirect != 0 { redirectCount -= 1 }
        } else {
            let place = clients.partitioningIndex { $0.id > client.id }
            clients.insert(client, at: place)
        }
        if new.redirect != 0 { redirectCount += 1 }
        if new.mode == .broadcast {
            for prefix in prefixes.isEmpty ? [[]] : prefixes
            where self.prefixes.insert(client, prefix) {
                let place = new.prefixes.partitioningIndex { !$0.span.precedes(prefix.span) }
                new.prefixes.insert(prefix, at: place)
            }
        }
        client.tracking = new
        client.didChangeListening()
    }

    /// Ends a client's tracking, if it does.
    mutating func disable(_ client: Client) {
        guard let tracking = client.tracking else { return }
        if tracking.redirect != 0 { redirectCount -= 1 }
        if !pending.isEmpty { pendingRedirect = tracking.redirect }
        if tracking.mode == .broadcast { prefixes.remove(client) }
        clients.removeAll { $0 === client }
        client.tracking = nil
        client.didChangeListening()
    }
}
