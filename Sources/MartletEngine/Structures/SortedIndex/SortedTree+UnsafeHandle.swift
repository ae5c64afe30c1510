/// The order of a sorted set's elements: a B+ tree that counts what is below each node, so that it
/// tells the rank of an element, and the element of a rank, on the way of one path.
@safe struct SortedTree {
    var root: SortedNode

    init() {
        unsafe root = SortedNode(level: 0)
    }

    func destroy() {
        unsafe root.destroy()
    }

    /// The number of items. Takes time for each child of the root.
    var count: Int { unsafe root.size }
}

// MARK: - Searching

extension SortedTree {
    /// Returns how many items the predicate is true of; it is true of those in front.
    @inline(__always) func partition(_ isBefore: (SortedItem) -> Bool) -> Int {
        var node = unsafe root
        var rank = 0
        while unsafe node.level > 0 {
            let index = unsafe node.child(isBefore)
            unsafe rank &+= node.sizeBefore(index)
            unsafe node = node.children[index]
        }
        return unsafe rank &+ node.partition(isBefore)
    }

    /// Returns how many items come before this one.
    func rank(of item: SortedItem) -> Int {
        unsafe partition { unsafe $0.precedes(item) }
    }

    /// Returns the leaf that holds the item of a rank, and its index there.
    func place(ofRank rank: Int) -> (leaf: SortedNode, index: Int) {
        var node = unsafe root
        var rest = rank
        while unsafe node.level > 0 {
            let index = unsafe Self.child(of: node, &rest)
            unsafe node = node.children[index]
        }
        return unsafe (node, rest)
    }

    /// Returns the child with the item of a rank, which becomes that below the child.
    @inline(__always) static func child(of node: SortedNode, _ rank: inout Int) -> Int {
        var index = 0
        let last = unsafe node.count &- 1
        while index < last {
            let size = unsafe node.sizes[index]
            if rank < size { break }
            rank &-= size
            index &+= 1
        }
        return index
    }

    /// Calls `body` with the items of the ranks, from the last one down if reversed.
    @inline(__always)
    func forEach(in ranks: Range<Int>, reversed: Bool, _ body: (SortedItem) -> Void) {
        guard !ranks.isEmpty else { return }
        var left = ranks.count
        var (leaf, index) = unsafe place(
            ofRank: reversed ? ranks.upperBound - 1 : ranks.lowerBound)
        while true {
            unsafe body(leaf.items[index])
            left &-= 1
            guard left > 0 else { return }
            index = reversed ? index &- 1 : index &+ 1
            if reversed, index < 0 {
                guard let previous = unsafe leaf.previous else { return }
                unsafe leaf = previous
                index = unsafe leaf.count &- 1
            } else if unsafe index == leaf.count {
                guard let next = unsafe leaf.next else { return }
                unsafe leaf = next
                index = 0
            }
        }
    }
}

// MARK: - Inserting

extension SortedTree {
    mutating func insert(_ item: SortedItem) {
        guard let right = unsafe Self.insert(item, into: root) else { return }
        let newRoot = unsafe SortedNode(level: root.level + 1)
        unsafe Self.fill(newRoot, at: 0, root.items[0], root)
        unsafe Self.fill(newRoot, at: 1, right.items[0], right)
        unsafe root = newRoot
    }

    /// Inserts below `node`; if it was full, returns its new right neighbour.
    private static func insert(_ item: SortedItem, into node: SortedNode) -> SortedNode? {
        guard unsafe node.level > 0 else {
            let index = unsafe node.partition { unsafe $0.precedes(item) }
            return unsafe put(item, child: nil, into: node, at: index)
        }
        let index = unsafe node.child { unsafe $0.precedes(item) }
        let child = unsafe node.children[index]
        let right = unsafe insert(item, into: child)
        unsafe node.items[index] = child.items[0]
        guard let right = unsafe right else {
            unsafe node.sizes[index] &+= 1
            return nil
        }
        unsafe node.sizes[index] = child.size
        return unsafe put(right.items[0], child: right, into: node, at: index + 1)
    }

    private static func put(
        _ item: SortedItem, child: SortedNode?, into node: SortedNode, at index: Int
    ) -> SortedNode? {
        if unsafe node.count < SortedNode.capacity {
            unsafe fill(node, at: index, item, child)
            return nil
        }
        let right = unsafe SortedNode(level: node.level)
        if unsafe node.level == 0 { unsafe node.link(right) }
        // Scores often come in order, such as times: then the full leaf stays full.
        let isAppended = unsafe node.level == 0 && index == SortedNode.capacity
        let middle = isAppended ? index : SortedNode.capacity / 2
        unsafe node.moveTail(from: middle, toEndOf: right)
        if index > middle || isAppended {
            unsafe fill(right, at: index - middle, item, child)
        } else {
            unsafe fill(node, at: index, item, child)
        }
        return unsafe right
    }

    @inline(__always)
    private static func fill(
        _ node: SortedNode, at index: Int, _ item: SortedItem, _ child: SortedNode?
    ) {
        unsafe node.open(index)
        unsafe node.items[index] = item
        guard let child = unsafe child else { return }
        unsafe node.children[index] = child
        unsafe node.sizes[index] = child.size
    }
}
