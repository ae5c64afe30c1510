/// A key that got a value which clients may wait for.
struct StoredNote: Equatable {
    let key: [UInt8]
    let kind: ValueKind
}

/// Notes of values that clients may wait for: there are none unless somebody waits.
extension Keyspace {
    /// Notes that `key` got a value of this kind, or that the value there got more: for values that
    /// clients wait for although they are there.
    @inline(never) package mutating func noteStored(_ kind: ValueKind, at key: Span<UInt8>) {
        guard notesStored else { return }
        switch kind {
        case .list, .sortedSet, .stream: stored.append(StoredNote(key: [UInt8](key), kind: kind))
        case .bytes, .integer, .blob, .hash, .set: break
        }
    }

    /// Notes that the value at `key` goes, if clients may wait for that: they read a stream by its
    /// group, which goes with it.
    @inline(never) mutating func noteGoing(at key: Span<UInt8>) {
        guard notesStored, entries.find(key)?.kind == .stream else { return }
        stored.append(StoredNote(key: [UInt8](key), kind: .stream))
    }

    /// Notes that a key is gone, whatever it held.
    @inline(never) mutating func noteGone(_ key: Span<UInt8>) {
        stored.append(StoredNote(key: [UInt8](key), kind: .stream))
    }

    /// Returns the notes, the first first, and forgets them.
    mutating func takeStored() -> [StoredNote] {
        guard !stored.isEmpty else { return [] }
        defer { stored = [] }
        return stored
    }
}
