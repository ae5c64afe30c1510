/// When which entries expire, in order of time: a B+ tree of deadlines and hashes of keys.
///
/// The first deadline is always at hand. Insertion and removal touch one path of the tree, so
/// neither ever takes long, and many entries may share a deadline.
@safe package struct DeadlineIndex: ~Copyable {
    /// When an entry expires, and the hash of its key, by which the table finds it.
    package struct Item: Equatable, Comparable, Sendable {
        package var deadline: Int
        package var hash: UInt64

        package init(deadline: Int, hash: UInt64) {
            self.deadline = deadline
            self.hash = hash
        }

        @inline(__always) package static func < (a: Item, b: Item) -> Bool {
            a.deadline != b.deadline ? a.deadline < b.deadline : a.hash < b.hash
        }
    }

    /// The number of entries that expire.
    package internal(set) var count = 0
    /// The first item's deadline, or the last moment there is.
    package internal(set) var firstDeadline = Int.max

    var root = DeadlineTree()

    package init() {}

    deinit {
        root.destroy()
    }

    /// The item that is due first.
    package var first: Item? { count > 0 ? root.first : nil }

    /// Adds an item, even if an equal one is there.
    package mutating func insert(_ item: Item) {
        root.insert(item)
        count += 1
        firstDeadline = min(firstDeadline, item.deadline)
    }

    /// Removes an item, or one of several equal ones; returns whether there was one.
    @discardableResult
    package mutating func remove(_ item: Item) -> Bool {
        guard count > 0, root.remove(item) else { return false }
        count -= 1
        if item.deadline == firstDeadline { firstDeadline = first?.deadline ?? Int.max }
        return true
    }

    /// Removes and returns the item that is due first.
    package mutating func popFirst() -> Item? {
        guard let item = first else { return nil }
        remove(item)
        return item
    }

    /// Removes every item, and returns what there was, to be freed at leisure.
    package mutating func takeApart() -> Remains {
        var old = DeadlineIndex()
        swap(&old, &self)
        return Remains(old)
    }

    /// Returns an index of its own with the same items.
    package borrowing func copy() -> DeadlineIndex {
        var copy = DeadlineIndex()
        copy.root.destroy()
        copy.root = root.copy()
        copy.count = count
        copy.firstDeadline = firstDeadline
        return copy
    }

    /// What is left of an index that nobody looks into any more.
    package final class Remains {
        var index: DeadlineIndex

        init(_ index: consuming DeadlineIndex) {
            self.index = index
        }

        /// Frees about `limit` items; returns whether all are freed.
        package func freeSome(_ limit: Int) -> Bool {
            var left = limit
            while left > 0 && index.count > 0 {
                let freed = index.root.removeLastLeaf()
                index.count -= freed
                left -= freed
            }
            return index.count == 0
        }
    }
}
