/// The root of a tree of deadlines.
@safe struct DeadlineTree {
    typealias Item = DeadlineIndex.Item

    private(set) var root: DeadlineNode

    init() {
        unsafe root = DeadlineNode(level: 0)
    }

    private init(_ root: DeadlineNode) {
        unsafe self.root = root
    }

    func destroy() {
        unsafe root.destroy()
    }

    func copy() -> DeadlineTree {
        unsafe DeadlineTree(root.copy())
    }

    /// The least item of a tree that isn't empty.
    var first: Item {
        var node = unsafe root
        while unsafe node.level > 0 { unsafe node = node.children[0] }
        return unsafe node.items[0]
    }
}

// MARK: - Inserting

extension DeadlineTree {
    mutating func insert(_ item: Item) {
        guard let (separator, right) = unsafe Self.insert(item, into: root) else { return }
        let newRoot = unsafe DeadlineNode(level: root.level + 1)
        unsafe newRoot.count = 2
        unsafe newRoot.children[0] = root
        unsafe newRoot.items[0] = separator
        unsafe newRoot.children[1] = right
        unsafe newRoot.items[1] = separator
        unsafe root = newRoot
    }

    /// Inserts below `node`; if it was full, returns its new right neighbour and what separates
    /// the two.
    private static func insert(
        _ item: Item, into node: DeadlineNode
    ) -> (Item, DeadlineNode)? {
        guard unsafe node.level > 0 else {
            return unsafe put(item, child: nil, into: node, at: node.upperBound(item, from: 0))
        }
        let index = unsafe node.upperBound(item, from: 1) - 1
        guard let (separator, right) = unsafe insert(item, into: node.children[index]) else {
            return nil
        }
        return unsafe put(separator, child: right, into: node, at: index + 1)
    }

    private static func put(
        _ item: Item, child: DeadlineNode?, into node: DeadlineNode, at index: Int
    ) -> (Item, DeadlineNode)? {
        if unsafe node.count < DeadlineNode.capacity {
            unsafe fill(node, at: index, item, child)
            return nil
        }
        let right = unsafe DeadlineNode(level: node.level)
        // Deadlines mostly come in order: then the full leaf stays full.
        let isAppended = unsafe node.level == 0 && index == DeadlineNode.capacity
        let middle = isAppended ? index : DeadlineNode.capacity / 2
        unsafe node.moveTail(from: middle, toEndOf: right)
        if index > middle || isAppended {
            unsafe fill(right, at: index - middle, item, child)
        } else {
            unsafe fill(node, at: index, item, child)
        }
        return unsafe (right.items[0], right)
    }

    private static func fill(
        _ node: DeadlineNode, at index: Int, _ item: Item, _ child: DeadlineNode?
    ) {
        unsafe node.open(index)
        unsafe node.items[index] = item
        if let child = unsafe child { unsafe node.children[index] = child }
    }
}

// MARK: - Removing

extension DeadlineTree {
    mutating func remove(_ item: Item) -> Bool {
        guard unsafe Self.remove(item, from: root) else { return false }
        collapse()
        return true
    }

    /// Lets an only child take the root's place.
    private mutating func collapse() {
        while unsafe root.level > 0 && root.count == 1 {
            let old = unsafe root
            unsafe root = old.children[0]
            unsafe old.base.deallocate()
        }
    }

    private static func remove(_ item: Item, from node: DeadlineNode) -> Bool {
        guard unsafe node.level > 0 else {
            let index = unsafe node.upperBound(item, from: 0) - 1
            guard index >= 0, unsafe node.items[index] == item else { return false }
            unsafe node.close(index)
            return true
        }
        var index = unsafe node.upperBound(item, from: 1) - 1
        while unsafe !remove(item, from: node.children[index]) {
            // Equal items may go on in the child before.
            guard index > 0, unsafe node.items[index] == item else { return false }
            index -= 1
        }
        unsafe refill(node, child: index)
        return true
    }

    /// Joins a child that has become small with a neighbour, or shares the neighbour's.
    private static func refill(_ node: DeadlineNode, child: Int) {
        let capacity = DeadlineNode.capacity
        guard unsafe node.children[child].count < capacity / 4, unsafe node.count > 1 else {
            return
        }
        let index = max(child, 1)
        let (left, right) = unsafe (node.children[index - 1], node.children[index])
        // What means nothing as the first separator of `right` means something further right.
        if unsafe right.level > 0 { unsafe right.items[0] = node.items[index] }
        let sum = unsafe left.count + right.count
        if sum <= capacity * 3 / 4 {
            unsafe right.moveHead(right.count, toEndOf: left)
            unsafe right.base.deallocate()
            unsafe node.close(index)
            return
        }
        if unsafe left.count > right.count {
            unsafe left.moveTail(left.count - sum / 2, toStartOf: right)
        } else {
            unsafe right.moveHead(right.count - sum / 2, toEndOf: left)
        }
        unsafe node.items[index] = right.items[0]
    }

    /// Frees the last leaf, and returns how many items it had.
    mutating func removeLastLeaf() -> Int {
        let count: Int
        if unsafe root.level == 0 {
            count = unsafe root.count
            unsafe root.count = 0
            return count
        }
        var parent = unsafe root
        while unsafe parent.level > 1 { unsafe parent = parent.children[parent.count - 1] }
        let leaf = unsafe parent.children[parent.count - 1]
        count = unsafe leaf.count
        unsafe leaf.base.deallocate()
        unsafe Self.dropLast(root)
        if unsafe root.count == 0 {
            unsafe root.base.deallocate()
            unsafe root = DeadlineNode(level: 0)
        }
        return count
    }

    /// Drops the last leaf from the nodes above it, and those that become empty by that.
    private static func dropLast(_ node: DeadlineNode) {
        if unsafe node.level > 1 {
            let last = unsafe node.children[node.count - 1]
            unsafe dropLast(last)
            guard unsafe last.count == 0 else { return }
            unsafe last.base.deallocate()
        }
        unsafe node.count -= 1
    }
}
