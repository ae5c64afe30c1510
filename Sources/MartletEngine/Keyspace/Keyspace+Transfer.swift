extension Keyspace {
    /// Gives the value at `key` and its expiry to `newKey`, whatever was there; returns whether there
    /// was a value.
    package mutating func rename(_ key: Span<UInt8>, to newKey: Span<UInt8>) -> Bool {
        guard var entry = removeValue(at: key) else { return false }
        if deadlines.firstDeadline <= now { removeIfDue(newKey) }
        entry.rename(to: newKey)
        putNew(entry)
        return true
    }

    /// Moves `key` with its value and expiry to another keyspace, whatever was there; returns whether
    /// there was a value.
    package mutating func move(_ key: Span<UInt8>, to other: inout Keyspace) -> Bool {
        guard let entry = removeValue(at: key) else { return false }
        if other.deadlines.firstDeadline <= other.now { other.removeIfDue(key) }
        other.putNew(entry)
        return true
    }

    /// Copies the value at `key` and its expiry to `newKey`, whatever was there; returns whether there
    /// was a value.
    package mutating func copy(_ key: Span<UInt8>, to newKey: Span<UInt8>) -> Bool {
        guard let copy = copyEntry(key, to: newKey) else { return false }
        if deadlines.firstDeadline <= now { removeIfDue(newKey) }
        putNew(copy)
        return true
    }

    /// Copies the value at `key` and its expiry to `newKey` in another keyspace, whatever was there;
    /// returns whether there was a value.
    package mutating func copy(
        _ key: Span<UInt8>, to newKey: Span<UInt8>, in other: inout Keyspace
    ) -> Bool {
        guard let copy = copyEntry(key, to: newKey) else { return false }
        if other.deadlines.firstDeadline <= other.now { other.removeIfDue(newKey) }
        other.putNew(copy)
        return true
    }

    /// Puts an entry in that is new to its key, or that takes the place of a removed one.
    private mutating func putNew(_ entry: consuming OwnedEntry) {
        if notesStored { noteStored(entry.view.kind, at: entry.view.key) }
        // In Redis what was there is removed before.
        if noticesNew, entries.contains(entry.view.key) {
            entries.inserted.append([UInt8](entry.view.key))
        }
        put(entry)
    }

    private mutating func copyEntry(
        _ key: Span<UInt8>, to newKey: Span<UInt8>
    ) -> OwnedEntry? {
        let usage = usage.new
        guard let entry = entry(at: key, .peek) else { return nil }
        var copy = entry.copy()
        copy.rename(to: newKey)
        copy.setUsage(usage)
        // Redis shares small integers among keys, but not with what was copied.
        if copy.view.kind == .integer { copy.setRaw(true) }
        return copy
    }
}
