extension ScoreTable {
    /// Stops the program if the table contradicts itself. Takes O(n).
    package borrowing func checkInvariants() {
        unsafe storage.pointee.members.checkInvariants()
        unsafe storage.pointee.order.checkInvariants()
        unsafe precondition(storage.pointee.order.count == count)
        var last: SortedItem?
        unsafe storage.pointee.order.forEach(in: 0..<count, reversed: false) { item in
            if let last = unsafe last { unsafe precondition(last.precedes(item)) }
            unsafe last = item
            unsafe precondition(item.block.kind == .integer && item.block.score == item.score)
            unsafe precondition(item.block.withKey { score(of: $0) } == item.score)
        }
    }
}

extension SortedTree {
    fileprivate func checkInvariants() {
        var leaves: [SortedNode] = unsafe []
        unsafe Self.check(root, isRoot: true, &leaves)
        for i in unsafe leaves.indices {
            let leaf = unsafe leaves[i]
            unsafe precondition(leaf.previous?.base == (i > 0 ? leaves[i - 1].base : nil))
            unsafe precondition(
                leaf.next?.base == (i + 1 < leaves.count ? leaves[i + 1].base : nil))
        }
    }

    private static func check(
        _ node: SortedNode, isRoot: Bool, _ leaves: inout [SortedNode]
    ) {
        let count = unsafe node.count
        precondition(count <= SortedNode.capacity)
        unsafe precondition(count >= (!isRoot ? 1 : node.level > 0 ? 2 : 0))
        guard unsafe node.level > 0 else { return unsafe leaves.append(node) }
        for i in 0..<count {
            let child = unsafe node.children[i]
            unsafe precondition(child.level == node.level - 1)
            unsafe precondition(child.size == node.sizes[i])
            unsafe precondition(child.items[0].score == node.items[i].score)
            unsafe precondition(child.items[0].block.header == node.items[i].block.header)
            unsafe check(child, isRoot: false, &leaves)
        }
    }
}
