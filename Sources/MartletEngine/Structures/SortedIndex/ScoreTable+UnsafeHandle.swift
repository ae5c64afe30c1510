/// What is behind a table of scores.
struct ScoreStorage: ~Copyable {
    /// From members to the bits of their scores.
    var members: HashTable
    var order = SortedTree()

    init(members: consuming HashTable) {
        self.members = members
    }

    deinit {
        order.destroy()
    }
}

/// A map from members to scores that is also ordered by score, then by member: what is behind a sorted
/// set with many elements.
///
/// An element has one small allocation, in the table of members; the order points to it. Ranks
/// begin at 0.
@safe package struct ScoreTable: ~Copyable {
    let storage: UnsafeMutablePointer<ScoreStorage>

    package init(seed: HashSeed) {
        self.init(unordered: HashTable(seed: seed))
    }

    /// Takes what is behind a table over.
    init(_ storage: UnsafeMutablePointer<ScoreStorage>) {
        unsafe self.storage = storage
    }

    /// Gives what is behind the table away, to be freed by whoever takes it.
    consuming func release() -> UnsafeMutablePointer<ScoreStorage> {
        let storage = unsafe storage
        discard self
        return unsafe storage
    }

    private init(unordered members: consuming HashTable) {
        unsafe storage = .allocate(capacity: 1)
        unsafe storage.initialize(to: ScoreStorage(members: members))
    }

    /// Makes the table of members that are there with the bits of their scores as integers.
    package init(members: consuming HashTable) {
        self.init(unordered: members)
        var items: [SortedItem] = unsafe []
        unsafe items.reserveCapacity(count)
        unsafe storage.pointee.members.forEach { entry in
            unsafe items.append(SortedItem(score: entry.block.score, block: entry.block))
            return true
        }
        unsafe items.sort { unsafe $0.precedes($1) }
        for i in unsafe items.indices { unsafe storage.pointee.order.insert(items[i]) }
    }

    deinit {
        unsafe storage.deinitialize(count: 1)
        unsafe storage.deallocate()
    }

    /// The number of elements.
    @inline(__always) package var count: Int { unsafe storage.pointee.members.count }

    /// Returns a table of its own with the same elements.
    package borrowing func copy() -> ScoreTable {
        let copy = unsafe ScoreTable(unordered: storage.pointee.members.copy())
        let seed = unsafe storage.pointee.members.seed
        unsafe storage.pointee.order.forEach(in: 0..<count, reversed: false) { item in
            let slot = unsafe item.block.withKey { key in
                unsafe copy.storage.pointee.members.slot(of: key, hash: seed.hash(key))
            }
            guard let slot = unsafe slot else { preconditionFailure("the copy lacks a member") }
            unsafe copy.storage.pointee.order.insert(
                SortedItem(score: item.score, block: slot.pointee))
        }
        return copy
    }
}

// MARK: - By member

extension ScoreTable {
    /// Returns the score of a member.
    package borrowing func score(of member: Span<UInt8>) -> Double? {
        guard let block = unsafe block(of: member) else { return nil }
        return unsafe block.score
    }

    /// Returns how many elements come before a member.
    package borrowing func rank(of member: Span<UInt8>) -> Int? {
        guard let block = unsafe block(of: member) else { return nil }
        return unsafe storage.pointee.order.rank(
            of: SortedItem(score: block.score, block: block))
    }

    /// Calls `decide` with the score of a member, nil if there is no such member, and gives it the
    /// score that is returned; nil leaves all as it is.
    @inline(__always)
    package mutating func update<Failure: Error>(
        _ member: Span<UInt8>, _ decide: (Double?) throws(Failure) -> Double?
    ) throws(Failure) {
        let hash = unsafe storage.pointee.members.seed.hash(member)
        if let slot = unsafe storage.pointee.members.slot(of: member, hash: hash) {
            let block = unsafe slot.pointee
            guard let score = try decide(unsafe block.score) else { return }
            unsafe move(block, to: score)
        } else if let score = try decide(nil) {
            let block = unsafe EntryBlock(member: member, score: score)
            unsafe storage.pointee.members.insert(block, hash: hash)
            unsafe storage.pointee.order.insert(SortedItem(score: score, block: block))
        }
    }

    /// Removes a member; returns whether it was there.
    package mutating func remove(_ member: Span<UInt8>) -> Bool {
        let hash = unsafe storage.pointee.members.seed.hash(member)
        guard let slot = unsafe storage.pointee.members.slot(of: member, hash: hash) else {
            return false
        }
        let block = unsafe slot.pointee
        let rank = unsafe storage.pointee.order.rank(
            of: SortedItem(score: block.score, block: block))
        _ = unsafe storage.pointee.order.remove(rank: rank)
        unsafe storage.pointee.members.detach(slot, hash: hash).destroy()
        return true
    }

    @inline(__always) private borrowing func block(of member: Span<UInt8>) -> EntryBlock? {
        let hash = unsafe storage.pointee.members.seed.hash(member)
        guard let slot = unsafe storage.pointee.members.slot(of: member, hash: hash) else {
            return nil
        }
        return unsafe slot.pointee
    }

    private mutating func move(_ block: EntryBlock, to score: Double) {
        let old = unsafe block.score
        guard score != old else { return }
        let rank = unsafe storage.pointee.order.rank(of: SortedItem(score: old, block: block))
        if unsafe !storage.pointee.order.setScore(score, rank: rank) {
            _ = unsafe storage.pointee.order.remove(rank: rank)
            unsafe storage.pointee.order.insert(SortedItem(score: score, block: block))
        }
        unsafe block.score = score
    }
}

// MARK: - By rank

extension ScoreTable {
    /// Returns how many elements the predicate is true of; it is true of those in front.
    @inline(__always)
    package borrowing func partition(_ isBefore: (Span<UInt8>, Double) -> Bool) -> Int {
        unsafe storage.pointee.order.partition { item in
            unsafe item.block.withKey { unsafe isBefore($0, item.score) }
        }
    }

    /// Calls `body` with the elements of the ranks, from the last one down if reversed.
    @inline(__always)
    package borrowing func forEach(
        in ranks: Range<Int>, reversed: Bool = false, _ body: (Span<UInt8>, Double) -> Void
    ) {
        precondition(ranks.lowerBound >= 0 && ranks.upperBound <= count)
        unsafe storage.pointee.order.forEach(in: ranks, reversed: reversed) { item in
            unsafe item.block.withKey { unsafe body($0, item.score) }
        }
    }

    /// Removes the elements of the ranks, in a time that grows with their number.
    package mutating func remove(_ ranks: Range<Int>) {
        precondition(ranks.lowerBound >= 0 && ranks.upperBound <= count)
        unsafe storage.pointee.order.forEach(in: ranks, reversed: false) { item in
            let hash = unsafe storage.pointee.members.hash(of: item.block)
            let slot = unsafe item.block.withKey { key in
                unsafe storage.pointee.members.slot(of: key, hash: hash)
            }
            guard let slot = unsafe slot else { preconditionFailure("a member is missing") }
            unsafe storage.pointee.members.detach(slot, hash: hash).destroy()
        }
        unsafe storage.pointee.order.remove(ranks)
    }
}
