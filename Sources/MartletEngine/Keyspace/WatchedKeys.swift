/// The keys of one database that clients watch.
///
/// They belong to the index of the database: where two are exchanged, they stay.
struct WatchedKeys {
    /// By the hashes of the keys.
    private var watches: [UInt64: [KeyWatch]] = [:]

    /// Whether nobody watches a key.
    var isEmpty: Bool { watches.isEmpty }

    mutating func insert(_ watch: KeyWatch) {
        watches[watch.hash, default: []].append(watch)
    }

    mutating func remove(_ watch: KeyWatch) {
        watches[watch.hash]?.removeAll { $0 === watch }
        if watches[watch.hash]?.isEmpty == true { watches[watch.hash] = nil }
    }

    /// Whether a watcher watches `key` already.
    func contains(_ key: Span<UInt8>, hash: UInt64, of watcher: Watcher) -> Bool {
        watches[hash]?.contains { watch in watch.watcher === watcher && watch.isOf(key) } ?? false
    }

    /// Tells those who watch `key` that it changed.
    func touch(_ key: Span<UInt8>, hash: UInt64) {
        for watch in watches[hash] ?? [] where watch.isOf(key) { watch.touch() }
    }

    /// Tells those who watch `key` that it was removed, as its time had come.
    func touchExpired(_ key: Span<UInt8>, hash: UInt64) {
        for watch in watches[hash] ?? [] where watch.isOf(key) {
            // Whoever found the key expired sees no change.
            if watch.wasExpired { watch.wasExpired = false } else { watch.touch() }
        }
    }

    /// Calls `body` with every watch, in no order.
    func forEach(_ body: (KeyWatch) -> Void) {
        for others in watches.values { others.forEach(body) }
    }
}

/// A client's watch of one key.
final class KeyWatch {
    let key: [UInt8]
    let hash: UInt64
    /// The index of the database.
    let database: Int
    /// Whether the key was there and had expired when the watch began, and still is.
    var wasExpired: Bool
    unowned let watcher: Watcher

    init(_ key: [UInt8], hash: UInt64, database: Int, wasExpired: Bool, by watcher: Watcher) {
        self.key = key
        self.hash = hash
        self.database = database
        self.wasExpired = wasExpired
        self.watcher = watcher
    }

    func isOf(_ other: Span<UInt8>) -> Bool {
        let key = key
        return key.span.isEqual(to: other)
    }

    func touch() { watcher.isTouched = true }
}

/// Who watches keys: all that a client watches, and whether one of it changed.
package final class Watcher {
    var watches: [KeyWatch] = []
    /// Whether a key changed since its watch began.
    package var isTouched = false
}

// MARK: - Changes without a command's word

extension Keyspace {
    /// Tells those who watch keys that all of these are about to be removed.
    func touchAllWatched() {
        watched.forEach { watch in
            guard holds(watch.key) else { return }
            if watch.wasExpired { watch.wasExpired = false } else { watch.touch() }
        }
    }

    /// Tells those who watch keys of this database that another is about to take its place.
    func touchWatched(replacedBy other: borrowing Keyspace) {
        watched.forEach { watch in
            let (isThere, comes) = (holds(watch.key), other.holds(watch.key))
            guard isThere || comes else { return }
            if watch.wasExpired {
                guard comes else { return watch.wasExpired = false }
                if other.holdsExpired(watch.key, now: now) { return }
            } else if !isThere, other.holdsExpired(watch.key, now: now) {
                return watch.wasExpired = true
            }
            watch.touch()
        }
    }

    private func holds(_ key: [UInt8]) -> Bool { entries.find(key.span) != nil }

    private func holdsExpired(_ key: [UInt8], now: Int) -> Bool {
        isExpired(key.span, now: now)
    }

    /// Whether `key` is there though its time has come.
    func isExpired(_ key: Span<UInt8>, now: Int) -> Bool {
        guard let deadline = entries.find(key)?.deadline else { return false }
        return deadline <= now
    }
}
