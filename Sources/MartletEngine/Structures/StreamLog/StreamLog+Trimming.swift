/// What is to be removed from a stream's beginning, and how thoroughly.
package struct StreamTrim: Equatable, Sendable {
    package enum Goal: Equatable, Sendable {
        /// So many entries are to be left.
        case count(Int)
        /// No entry with a lower id is to be left.
        case id(StreamID)
    }

    package var goal: Goal
    /// Whether only whole nodes are removed.
    package var isApproximate = false
    /// The most entries that are removed in nodes; nil for any number.
    package var limit: Int?

    package init(_ goal: Goal) {
        self.goal = goal
    }
}

extension StreamLog {
    /// Removes entries from the beginning; returns how many.
    package mutating func trim(_ trim: StreamTrim) -> Int {
        let oldCount = count
        while let place = nodes.first, !isDone(trim.goal) {
            let node = nodes[place]
            let entryCount = node.count
            if let limit = trim.limit, oldCount - count + entryCount > limit { break }
            guard holdsNothingToKeep(node, entryCount, trim.goal) else {
                if !trim.isApproximate { removeFirst(of: node, trim.goal) }
                break
            }
            nodes.remove(at: place)
            count -= entryCount
        }
        if count < oldCount { noteFirst() }
        return oldCount - count
    }

    private func isDone(_ goal: StreamTrim.Goal) -> Bool {
        switch goal {
        case .count(let most): count <= most
        case .id: false
        }
    }

    /// Whether the whole first node may go. As in Redis, a removed entry with a greater id keeps it.
    private func holdsNothingToKeep(
        _ node: StreamNode, _ entryCount: Int, _ goal: StreamTrim.Goal
    ) -> Bool {
        switch goal {
        case .count(let most): count - entryCount >= most
        case .id(let first): node.lastID < first
        }
    }

    /// Removes entries at the beginning of the first node, but not all of them.
    private mutating func removeFirst(of node: StreamNode, _ goal: StreamTrim.Goal) {
        var positions: [PackedPosition] = []
        let count = self.count
        _ = node.forEach { entry in
            switch goal {
            case .count(let most): if count - positions.count <= most { return false }
            case .id(let first): if entry.id >= first { return false }
            }
            if !entry.isDeleted { positions.append(entry.start) }
            return true
        }
        guard !positions.isEmpty else { return }
        node.remove(positions)
        self.count -= positions.count
    }
}
