extension DeadlineIndex {
    /// Stops the program if the index contradicts itself. Takes O(n).
    package borrowing func checkInvariants() {
        let items = self.items
        precondition(items.count == count)
        precondition(zip(items, items.dropFirst()).allSatisfy { $0 <= $1 })
        precondition(firstDeadline == items.first?.deadline ?? .max)
        root.checkInvariants()
    }

    /// The items in order.
    package var items: [Item] {
        var items: [Item] = []
        root.forEachLeafItem { items.append($0) }
        return items
    }
}

extension DeadlineTree {
    fileprivate func checkInvariants() {
        unsafe Self.check(root, isRoot: true)
    }

    fileprivate func forEachLeafItem(_ body: (Item) -> Void) {
        unsafe Self.forEachLeafItem(of: root, body)
    }

    private static func forEachLeafItem(of node: DeadlineNode, _ body: (Item) -> Void) {
        for i in unsafe 0..<node.count {
            if unsafe node.level == 0 {
                unsafe body(node.items[i])
            } else {
                unsafe forEachLeafItem(of: node.children[i], body)
            }
        }
    }

    private static func check(_ node: DeadlineNode, isRoot: Bool) {
        let count = unsafe node.count
        precondition(count <= DeadlineNode.capacity)
        unsafe precondition(count >= (!isRoot ? 1 : node.level > 0 ? 2 : 0))
        guard unsafe node.level > 0 else { return }
        for i in 0..<count {
            let child = unsafe node.children[i]
            unsafe precondition(child.level == node.level - 1)
            unsafe check(child, isRoot: false)
            guard i > 0 else { continue }
            let separator = unsafe node.items[i]
            unsafe forEachLeafItem(of: child) { precondition(separator <= $0) }
            unsafe forEachLeafItem(of: node.children[i - 1]) { precondition($0 <= separator) }
        }
    }
}
