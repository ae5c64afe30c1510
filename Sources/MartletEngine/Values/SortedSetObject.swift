/// A sorted set: members with scores, in order of the scores, then of the members' bytes.
///
/// It begins packed. From a number of elements or a length of a member on it is a table, and stays
/// one.
package final class SortedSetObject: StoredObject {
    package static let kind = ValueKind.sortedSet

    var storage: CollectionStorage

    /// Makes an empty set.
    package init() {
        storage = CollectionStorage(PackedList(), as: .packed)
    }

    /// Makes a set of a table.
    package init(table: consuming ScoreTable) {
        storage = CollectionStorage(table)
    }

    /// Makes a set of pairs that are in order.
    package init(packed: consuming PackedList) {
        storage = CollectionStorage(packed, as: .packed)
    }

    private init(_ storage: consuming CollectionStorage) {
        self.storage = storage
    }

    /// Whether the elements are packed, in pairs.
    @inline(__always) package var isPacked: Bool { storage.form == .packed }

    package var encodingName: StaticString { isPacked ? "listpack" : "skiplist" }

    package var tableCount: Int? { isPacked ? nil : count }

    /// The number of elements.
    package var count: Int {
        isPacked
            ? storage.readPacked { packed in packed.pairCount }
            : storage.readScores { table in table.count }
    }

    /// Calls `body` with the packed elements, if there is no table.
    package func withPacked<Result>(_ body: (borrowing PackedList) -> Result) -> Result? {
        isPacked ? storage.readPacked(body) : nil
    }

    package func copy() -> Self {
        Self(storage.copy())
    }

    /// Stops the program if the set contradicts itself. Takes O(n).
    package func checkInvariants() {
        storage.checkInvariants()
        guard isPacked else {
            precondition(storage.form == .scores)
            return
        }
        precondition(storage.readPacked { packed in packed.count } % 2 == 0)
        var last: (member: [UInt8], score: Double)?
        forEach(in: 0..<count) { member, score in
            let member = member.withBytes { [UInt8]($0) }
            if let last {
                precondition(last.score <= score)
                precondition(last.score < score || last.member.span.precedes(member.span))
            }
            last = (member, score)
        }
    }
}

// MARK: - Memory

extension SortedSetObject {
    package static var isFoldable: Bool { true }

    package static func unfolded(_ elements: consuming FoldedElements) -> Self {
        Self(CollectionStorage(elements))
    }

    package func fold() -> FoldedElements? { storage.fold() }

    package func unfold(_ elements: consuming FoldedElements) { storage.unfold(elements) }

    package var isSmall: Bool { storage.isFoldable }

    package var freeEffort: Int { storage.freeEffort }

    package func freeSome(_ limit: Int) -> Bool { storage.freeSome(limit) }

    package func memoryUsage(samples: Int) -> Int { storage.memoryUsage(samples: samples) }
}

/// Until when a sorted set is packed, and how its table hashes.
package struct SortedSetLayout {
    /// The most elements of a packed set.
    package let mostElements: Int
    /// The longest member of a packed set.
    package let longestMember: Int
    package let seed: HashSeed

    /// The most bytes of a packed set.
    static let mostBytes = 1 << 30

    package init(mostElements: Int, longestMember: Int, seed: HashSeed) {
        self.mostElements = mostElements
        self.longestMember = longestMember
        self.seed = seed
    }
}

// MARK: - Packed or not

extension SortedSetObject {
    /// Changes the packed elements.
    @inline(__always)
    func changePacked<Result>(_ change: (inout PackedList) -> Result) -> Result {
        storage.changePacked(change)
    }

    /// Changes the table.
    @inline(__always)
    func changeTable<Result>(_ change: (inout ScoreTable) -> Result) -> Result {
        storage.changeScores(change)
    }

    /// Makes a set for a first member, which tells whether it begins packed.
    package convenience init(for member: Span<UInt8>, _ layout: SortedSetLayout) {
        if layout.mostElements == 0 || member.count > layout.longestMember {
            self.init(table: ScoreTable(seed: layout.seed))
        } else {
            self.init()
        }
    }

    /// Makes an empty set for so many elements.
    package convenience init(expecting count: Int, _ layout: SortedSetLayout) {
        if count > layout.mostElements {
            self.init(table: ScoreTable(seed: layout.seed))
        } else {
            self.init()
        }
    }

    /// Makes a table of the packed elements.
    package func makeTable(seed: HashSeed) {
        storage.makeScores(seed: seed)
    }

    /// Packs the elements if the layout allows it.
    package func pack(_ layout: SortedSetLayout) {
        guard !isPacked, count <= layout.mostElements else { return }
        var (longest, sum) = (0, 0)
        forEach(in: 0..<count) { member, _ in
            longest = max(longest, member.count)
            sum += member.count
        }
        guard longest <= layout.longestMember, sum <= SortedSetLayout.mostBytes else { return }
        var packed = PackedList()
        forEach(in: 0..<count) { member, score in
            member.withBytes { packed.appendPair($0, score: score) }
        }
        storage = CollectionStorage(packed, as: .packed)
    }
}
