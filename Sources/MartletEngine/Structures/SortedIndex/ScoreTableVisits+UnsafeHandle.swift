extension ScoreTable {
    /// Visits about `count` elements in no order, and returns where to go on, as `HashTable.scan`
    /// does.
    package borrowing func scan(
        from cursor: ScanCursor, count: Int, _ visit: (Span<UInt8>, Double) -> Void
    ) -> ScanCursor {
        unsafe storage.pointee.members.scan(from: cursor, count: count) { entry in
            unsafe visit(entry.key, entry.block.score)
        }
    }
}

// MARK: - Memory

extension ScoreTable {
    /// How many bytes the table takes. Of its elements, `samples` are measured; 0 means all.
    package borrowing func memoryUsage(samples: Int) -> Int {
        let measured = samples == 0 ? count : min(samples, count)
        var blocks = 0
        unsafe storage.pointee.order.forEach(in: 0..<measured, reversed: false) { item in
            unsafe blocks += AllocationSize.size(of: item.block.size)
        }
        if measured > 0 { blocks = Int(Double(blocks) / Double(measured) * Double(count)) }
        return unsafe AllocationSize.size(of: MemoryLayout<ScoreStorage>.size) + blocks
            + storage.pointee.members.structureSize + storage.pointee.order.memoryUsage
    }

    /// Frees about `limit` elements of a table that nobody looks into any more; returns whether all
    /// are freed.
    package mutating func freeSome(_ limit: Int) -> Bool {
        var left = limit
        while left > 0 {
            let freed = unsafe storage.pointee.order.removeLastLeaf()
            guard freed > 0 else {
                return unsafe storage.pointee.members.freeSome(left)
            }
            left -= freed
        }
        return false
    }
}

extension SortedTree {
    /// How many bytes the nodes take. Takes time for each node that is no leaf.
    fileprivate var memoryUsage: Int { unsafe Self.memoryUsage(of: root) }

    private static func memoryUsage(of node: SortedNode) -> Int {
        let own = unsafe AllocationSize.size(of: SortedNode.byteCount(level: node.level))
        guard unsafe node.level > 0 else { return own }
        if unsafe node.level == 1 {
            return unsafe own
                + node.count * AllocationSize.size(of: SortedNode.byteCount(level: 0))
        }
        return unsafe (0..<node.count).reduce(own) {
            unsafe $0 + memoryUsage(of: node.children[$1])
        }
    }
}
