extension SortedTree {
    /// Removes and returns the item of a rank.
    mutating func remove(rank: Int) -> SortedItem {
        let item = unsafe Self.remove(rank: rank, from: root)
        lowerRoot()
        return unsafe item
    }

    /// Removes the items of the ranks, in a time that grows with the number of leaves that they fill.
    mutating func remove(_ ranks: Range<Int>) {
        guard ranks.count < count else {
            destroy()
            return self = SortedTree()
        }
        unsafe Self.remove(ranks, from: root)
        lowerRoot()
    }

    /// Lets a leaf be the root, or a node of several children.
    private mutating func lowerRoot() {
        while unsafe root.level > 0 && root.count == 1 {
            let old = unsafe root
            unsafe root = old.children[0]
            unsafe old.base.deallocate()
        }
    }

    private static func remove(rank: Int, from node: SortedNode) -> SortedItem {
        guard unsafe node.level > 0 else {
            let item = unsafe node.items[rank]
            unsafe node.close(rank)
            return unsafe item
        }
        var rest = rank
        let index = unsafe Self.child(of: node, &rest)
        let child = unsafe node.children[index]
        let item = unsafe remove(rank: rest, from: child)
        unsafe node.sizes[index] &-= 1
        unsafe didShorten(node, child: index)
        return unsafe item
    }

    /// Removes the items of the ranks, but not all: whole children go at once, and of one at each edge
    /// a part.
    private static func remove(_ ranks: Range<Int>, from node: SortedNode) {
        guard unsafe node.level > 0 else {
            return unsafe node.close(ranks.lowerBound, count: ranks.count)
        }
        var start = ranks.lowerBound
        var left = ranks.count
        var index = unsafe child(of: node, &start)
        if unsafe start > 0 || left < node.sizes[index] {
            let part = unsafe min(left, node.sizes[index] - start)
            unsafe remove(start..<start + part, from: node, child: index)
            left -= part
            index += 1
        }
        var end = index
        while unsafe left > 0 && left >= node.sizes[end] {
            unsafe left -= node.sizes[end]
            unsafe node.children[end].unlinkAndFreeAll()
            end += 1
        }
        unsafe node.close(index, count: end - index)
        if left > 0 { unsafe remove(0..<left, from: node, child: index) }
        if unsafe index < node.count { unsafe didShorten(node, child: index) }
        if index > 0 { unsafe didShorten(node, child: index - 1) }
    }

    private static func remove(_ ranks: Range<Int>, from node: SortedNode, child: Int) {
        unsafe remove(ranks, from: node.children[child])
        unsafe node.sizes[child] -= ranks.count
    }

    /// Notes that a child may begin with another item, or have become small.
    private static func didShorten(_ node: SortedNode, child index: Int) {
        let child = unsafe node.children[index]
        if unsafe child.count >= SortedNode.capacity / 4 {
            unsafe node.items[index] = child.items[0]
        } else {
            unsafe refill(node, child: index)
        }
    }

    /// Joins a child that has become small with a neighbour, or shares the neighbour's items.
    private static func refill(_ node: SortedNode, child: Int) {
        guard unsafe node.count > 1 else {
            unsafe node.items[child] = node.children[child].items[0]
            return
        }
        let index = max(child, 1)
        let (left, right) = unsafe (node.children[index - 1], node.children[index])
        let sum = unsafe left.count + right.count
        if sum <= SortedNode.capacity * 3 / 4 {
            unsafe right.moveHead(right.count, toEndOf: left)
            unsafe right.unlinkAndFree()
            unsafe node.sizes[index - 1] += node.sizes[index]
            unsafe node.close(index)
        } else {
            if unsafe left.count > right.count {
                unsafe left.moveTail(left.count - sum / 2, toStartOf: right)
            } else {
                unsafe right.moveHead(right.count - sum / 2, toEndOf: left)
            }
            unsafe node.sizes[index] = right.size
            unsafe node.items[index] = right.items[0]
            unsafe node.sizes[index - 1] = left.size
        }
        unsafe node.items[index - 1] = left.items[0]
    }

    /// Gives the element of a rank another score, where it is if that keeps the order, and returns
    /// whether that was possible.
    func setScore(_ score: Double, rank: Int) -> Bool {
        let (leaf, index) = unsafe place(ofRank: rank)
        // At the edges of a leaf the order depends on others, and the nodes above keep a copy.
        guard unsafe index > 0 && index < leaf.count - 1 else { return false }
        let moved = unsafe SortedItem(score: score, block: leaf.items[index].block)
        guard unsafe leaf.items[index - 1].precedes(moved),
            unsafe moved.precedes(leaf.items[index + 1])
        else { return false }
        unsafe leaf.items[index] = moved
        return true
    }

    /// Frees the last leaf, and returns how many items it had. The tree is good for nothing else then.
    func removeLastLeaf() -> Int {
        unsafe Self.removeLastLeaf(of: root)
    }

    private static func removeLastLeaf(of node: SortedNode) -> Int {
        guard unsafe node.level > 0 && node.count > 0 else {
            defer { unsafe node.count = 0 }
            return unsafe node.count
        }
        let last = unsafe node.children[node.count - 1]
        let freed = unsafe removeLastLeaf(of: last)
        if unsafe last.count == 0 {
            unsafe last.base.deallocate()
            unsafe node.count -= 1
        }
        return freed
    }
}
