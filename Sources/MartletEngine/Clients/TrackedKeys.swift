/// Which clients read which keys, and keep copies of their values.
///
/// A client that goes stays in here until its keys change: it is known by its id, which no other
/// gets.
package struct TrackedKeys: ~Copyable {
    /// The clients that read a key.
    final class Readers: StoredObject {
        static var kind: ValueKind { .set }
        var encodingName: StaticString { "hashtable" }
        /// Their ids, rising.
        var ids: [Int]

        init(ids: [Int]) {
            self.ids = ids
        }

        func copy() -> Readers { Readers(ids: ids) }
    }

    private var readers: HashTable
    /// The number of readers of all keys.
    package private(set) var readerCount = 0
    private var random: RandomSource

    init(seed: HashSeed, random: RandomSource) {
        readers = HashTable(seed: seed)
        self.random = random
    }

    /// The number of keys.
    package var count: Int { readers.count }

    /// Notes that a client read a key.
    mutating func insert(_ key: Span<UInt8>, readBy id: Int) {
        guard let known = readers.find(key)?.object(as: Readers.self) else {
            readers.set(key, object: Readers(ids: [id]))
            readerCount += 1
            return
        }
        let place = known.ids.partitioningIndex { $0 >= id }
        guard place == known.ids.count || known.ids[place] != id else { return }
        known.ids.insert(id, at: place)
        readerCount += 1
    }

    /// Returns those who read a key, and forgets them.
    mutating func take(_ key: Span<UInt8>) -> [Int] {
        guard let ids = readers.find(key)?.object(as: Readers.self)?.ids else { return [] }
        _ = readers.remove(key)
        readerCount -= ids.count
        return ids
    }

    /// Returns a key drawn by chance.
    mutating func randomKey() -> [UInt8]? {
        readers.withRandomEntry(using: &random) { entry in [UInt8](entry.key) }
    }

    /// Forgets all keys, and returns what there was, to be freed at leisure.
    mutating func takeApart() -> HashTable.Remains {
        readerCount = 0
        return readers.takeApart()
    }
}
