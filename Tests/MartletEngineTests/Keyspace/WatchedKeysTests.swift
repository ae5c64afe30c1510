import Testing

@testable import MartletEngine

@Suite struct WatchedKeysTests {
    private let watcher = Watcher()

    private func watch(
        _ key: String, in keyspace: inout Keyspace, wasExpired: Bool = false
    ) -> KeyWatch {
        let watch = KeyWatch(
            Array(key.utf8), hash: keyspace.seed.hash(key.utf8.span), database: 0,
            wasExpired: wasExpired, by: watcher)
        keyspace.watched.insert(watch)
        return watch
    }

    @Test func tellsWhoWatchesAKeyOnly() {
        var keyspace = Keyspace()
        _ = watch("a", in: &keyspace)
        let hash = keyspace.seed.hash("a".utf8.span)
        // Another key with the same hash isn't watched.
        keyspace.watched.touch("b".utf8.span, hash: hash)
        #expect(!watcher.isTouched)
        let isWatched = keyspace.watched.contains("a".utf8.span, hash: hash, of: watcher)
        let isOtherKey = keyspace.watched.contains("b".utf8.span, hash: hash, of: watcher)
        let isOtherWatcher = keyspace.watched.contains("a".utf8.span, hash: hash, of: Watcher())
        #expect(isWatched && !isOtherKey && !isOtherWatcher)
        keyspace.watched.touch("a".utf8.span, hash: hash)
        #expect(watcher.isTouched)
    }

    @Test func forgetsWatchesThatEnded() {
        var keyspace = Keyspace()
        let one = watch("a", in: &keyspace)
        let other = watch("a", in: &keyspace)
        keyspace.watched.remove(one)
        let isEmpty = keyspace.watched.isEmpty
        #expect(!isEmpty)
        keyspace.watched.remove(other)
        keyspace.watched.remove(other)
        let isEmptyAtLast = keyspace.watched.isEmpty
        #expect(isEmptyAtLast)
    }

    /// Whoever found a key expired sees no change when it goes.
    @Test(arguments: [(false, true), (true, false)])
    func removalByTime(wasExpired: Bool, isTouched: Bool) {
        var keyspace = Keyspace()
        keyspace.now = 1000
        keyspace.setString("v".utf8.span, at: "a".utf8.span, expiry: .at(1010))
        let watch = watch("a", in: &keyspace, wasExpired: wasExpired)
        keyspace.now = 1010
        let isThere = keyspace.contains("a".utf8.span)
        #expect(!isThere)
        #expect(watcher.isTouched == isTouched)
        #expect(!watch.wasExpired)
    }

    @Test func flushing() {
        var keyspace = Keyspace()
        _ = watch("missing", in: &keyspace)
        keyspace.removeAll()
        _ = keyspace.takeApart()
        #expect(!watcher.isTouched)
        keyspace.setString("v".utf8.span, at: "a".utf8.span)
        _ = watch("a", in: &keyspace)
        _ = keyspace.takeApart()
        #expect(watcher.isTouched)
    }

    /// What a key was, what comes in its place, and what whoever watches it is told.
    @Test(arguments: [
        ("", "", false, false), ("value", "", false, true), ("", "value", false, true),
        ("value", "value", false, true), ("", "expired", false, false),
        ("value", "expired", false, true), ("expired", "", true, false),
        ("expired", "value", true, true), ("expired", "expired", true, false),
    ])
    func exchange(old: String, new: String, wasExpired: Bool, isTouched: Bool) {
        var keyspace = Keyspace()
        var other = Keyspace(seed: keyspace.seed)
        keyspace.put(old)
        other.put(new)
        let watch = watch("a", in: &keyspace, wasExpired: wasExpired)
        keyspace.touchWatched(replacedBy: other)
        #expect(watcher.isTouched == isTouched)
        if !isTouched { #expect(watch.wasExpired == (new == "expired")) }
    }
}

extension Keyspace {
    /// Puts a value at the key `a`: one that lasts, one that has expired, or none.
    fileprivate mutating func put(_ kind: String) {
        now = 1000
        if kind == "value" { setString("v".utf8.span, at: "a".utf8.span) }
        if kind == "expired" {
            setString("v".utf8.span, at: "a".utf8.span, expiry: .at(1001))
        }
        now = 2000
    }
}
