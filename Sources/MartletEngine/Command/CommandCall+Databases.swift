/// A database that isn't selected.
final class ShelvedKeyspace {
    var keyspace: Keyspace

    init(seed: HashSeed, random: RandomSource) {
        keyspace = Keyspace(seed: seed, random: random)
    }
}

extension CommandCall {
    /// The number of databases.
    package var databaseCount: Int {
        mutating get { shelf.count }
    }

    /// Makes the database at `index`, which exists, the client's.
    package mutating func select(_ index: Int) {
        client.database = index
        take(index)
    }

    /// Makes `keyspace` the database at `index`.
    mutating func take(_ index: Int) {
        guard index != selected else { return }
        if wantsNotices { spreadNotices(of: selected) }
        let now = keyspace.now
        swap(&keyspace, &shelf[selected].keyspace)
        noteDeadline(of: selected)
        swap(&keyspace, &shelf[index].keyspace)
        selected = index
        keyspace.now = now
    }

    /// Calls `body` with the database at `index`, the selected one or another.
    package mutating func withDatabase<Result, Failure: Error>(
        _ index: Int, _ body: (inout Keyspace) throws(Failure) -> Result
    ) throws(Failure) -> Result {
        guard index != selected else { return try body(&keyspace) }
        shelf[index].keyspace.now = keyspace.now
        defer { didUse(index) }
        return try body(&shelf[index].keyspace)
    }

    /// Calls `body` with the selected database and the one at `index`, which is another.
    package mutating func withDatabases<Result, Failure: Error>(
        selectedAnd index: Int, _ body: (inout Keyspace, inout Keyspace) throws(Failure) -> Result
    ) throws(Failure) -> Result {
        precondition(index != selected)
        shelf[index].keyspace.now = keyspace.now
        defer { didUse(index) }
        return try body(&keyspace, &shelf[index].keyspace)
    }

    /// Does what is to be done when something happened in a database that isn't selected.
    private mutating func didUse(_ index: Int) {
        noteDeadline(of: index)
        guard wantsNotices else { return }
        spreadNotices(of: selected)
        spreadNotices(of: index)
    }

    /// Looks whether a database that isn't selected has a key that expires before the host looks.
    private mutating func noteDeadline(of index: Int) {
        if shelf[index].keyspace.nextDeadline ?? .max < announcedTick { hasEarlyDeadline = true }
    }

    /// Exchanges the contents of two databases; clients see the other's at once.
    package mutating func swapDatabases(_ first: Int, _ second: Int) {
        guard first != second else { return }
        if !blocked.isEmpty { collectReady() }
        let original = selected
        take(first)
        let other = shelf[second]
        other.keyspace.now = keyspace.now
        if !keyspace.watched.isEmpty { keyspace.touchWatched(replacedBy: other.keyspace) }
        if !other.keyspace.watched.isEmpty { other.keyspace.touchWatched(replacedBy: keyspace) }
        swap(&keyspace, &other.keyspace)
        swap(&keyspace.watched, &other.keyspace.watched)
        keyspace.now = other.keyspace.now
        take(original)
        if !blocked.isEmpty { signalSwapped(first, second) }
    }

    /// When the first key of any database expires, in milliseconds since 1970.
    var nextDeadline: Int {
        shelf.reduce(keyspace.nextDeadline ?? .max) { next, database in
            min(next, database.keyspace.nextDeadline ?? .max)
        }
    }
}
