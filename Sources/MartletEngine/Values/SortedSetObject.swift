/// A sorted set: members with scores, in order of the scores, then of the members' bytes.
///
/// It begins packed. From a number of elements or a length of a member on it is a table, and stays
/// one.
package final class SortedSetObject: StoredObject {
    package static let kind = ValueKind.sortedSet

    /// The elements in pairs, while there is no table.
    package internal(set) var packed = PackedList()
    var table: ScoreTable?

    /// Makes an empty set.
    package init() {}

    /// Makes a set of a table.
    package init(table: consuming ScoreTable) {
        self.table = .some(table)
    }

    /// Makes a set of pairs that are in order.
    package init(packed: consuming PackedList) {
        self.packed = packed
    }

    /// Whether the elements are packed.
    @inline(__always) package var isPacked: Bool { table?.count == nil }

    package var encodingName: StaticString { isPacked ? "listpack" : "skiplist" }

    package var tableCount: Int? { table?.count }

    /// The number of elements.
    package var count: Int { table?.count ?? packed.pairCount }

    /// Calls `body` with the packed elements, if there is no table.
    package func withPacked<Result>(_ body: (borrowing PackedList) -> Result) -> Result? {
        isPacked ? body(packed) : nil
    }

    package func copy() -> SortedSetObject {
        if let copy = table?.copy() { return SortedSetObject(table: copy) }
        return SortedSetObject(packed: packed.copy())
    }

    package var freeEffort: Int { table?.count ?? 1 }

    package func memoryUsage(samples: Int) -> Int {
        // The object's header and its three words.
        let own = AllocationSize.size(of: 40) + packed.memoryUsage
        return own + (table?.memoryUsage(samples: samples) ?? 0)
    }

    package func freeSome(_ limit: Int) -> Bool {
        table?.freeSome(limit) ?? true
    }

    /// Stops the program if the set contradicts itself. Takes O(n).
    package func checkInvariants() {
        packed.checkInvariants()
        guard isPacked else {
            precondition(packed.isEmpty)
            table?.checkInvariants()
            return
        }
        precondition(packed.count % 2 == 0)
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
        var table = ScoreTable(seed: seed)
        forEach(in: 0..<count) { member, score in
            member.withBytes { bytes in table.update(bytes) { _ in score } }
        }
        packed = PackedList()
        self.table = .some(table)
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
        self.packed = packed
        table = nil
    }
}
