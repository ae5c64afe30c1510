/// The entries of a stream, in the order of their ids: nodes of packed entries, found by their ids.
@safe package struct StreamLog: ~Copyable {
    /// How large a node may become. Redis reads both limits anew for each entry.
    package struct NodeLimit: Equatable, Sendable {
        /// From this size on a node takes no more entries.
        let byteCount: Int
        /// The most entries of a node, removed ones included; nil for any number.
        let entryCount: Int?

        /// The most bytes of a node, however large they may be.
        static let mostBytes = 1 << 30
        /// - Parameter bytes: `stream-node-max-bytes`, 0 for no limit.
        /// - Parameter entries: `stream-node-max-entries`, 0 for no limit.
        package init(bytes: Int, entries: Int) {
            byteCount = bytes <= 0 || bytes > Self.mostBytes ? Self.mostBytes : bytes
            entryCount = entries > 0 ? entries : nil
        }
    }

    var nodes = StreamIndex<StreamNode>()
    /// The number of entries.
    package internal(set) var count = 0
    /// The id that was given last: the next one has to be greater.
    package var lastID = StreamID.zero
    /// The id of the first entry, zero if there is none.
    package internal(set) var firstID = StreamID.zero
    /// The greatest id that XDEL removed.
    package var greatestDeletedID = StreamID.zero
    /// How many entries were ever added.
    package var addedCount = 0

    package init() {}

    package var isEmpty: Bool { count == 0 }

    /// The number of nodes.
    package var nodeCount: Int { nodes.count }

    /// Returns a log of its own with the same entries in the same nodes.
    package borrowing func copy() -> StreamLog {
        var copy = StreamLog()
        nodes.forEach { id, node in copy.nodes.insert(node.copy(), at: id) }
        copy.count = count
        copy.lastID = lastID
        copy.firstID = firstID
        copy.greatestDeletedID = greatestDeletedID
        copy.addedCount = addedCount
        return copy
    }
}

// MARK: - Adding

extension StreamLog {
    /// Adds an entry of fields and values at the end; returns whether it isn't too large. Its id has
    /// to be greater than the last.
    package mutating func append(
        _ id: StreamID, _ fields: ArgumentCursor, _ limit: NodeLimit
    ) -> Bool {
        precondition(id > lastID, "ids never go back")
        let size = Self.size(of: fields)
        guard size <= NodeLimit.mostBytes else { return false }
        node(for: id, fields, size, limit).append(id, fields)
        count += 1
        addedCount &+= 1
        lastID = id
        if count == 1 { firstID = id }
        return true
    }

    /// Adds a node of packed entries, which may come from anywhere, at the end; returns whether it is
    /// one, and all its entries come behind those that there are. What else there is to tell of the
    /// stream is the caller's to set.
    package mutating func appendNode(_ id: StreamID, _ elements: consuming PackedList) -> Bool {
        guard id > (nodes.last.map { place in nodes.id(at: place) } ?? .zero),
            id > lastEntryID, StreamNode.isWellFormed(elements, id)
        else { return false }
        let node = StreamNode(id, elements)
        guard node.count > 0 else { return false }
        nodes.insert(node, at: id)
        count += node.count
        noteFirst()
        return true
    }

    /// Returns the last node if it may have one more entry, or a new one.
    private mutating func node(
        for id: StreamID, _ fields: ArgumentCursor, _ size: Int, _ limit: NodeLimit
    ) -> StreamNode {
        if let place = nodes.last {
            let node = nodes[place]
            if node.byteCount &+ size < limit.byteCount {
                guard let most = limit.entryCount, node.fullCount >= most else { return node }
            }
            node.shrinkToFit()
        }
        let node = StreamNode(for: id, fields)
        nodes.insert(node, at: id)
        return node
    }

    /// How many bytes the fields and values have.
    private static func size(of fields: ArgumentCursor) -> Int {
        var fields = fields
        var size = 0
        while let element = fields.next() { size &+= element.count }
        return size
    }
}

// MARK: - Reading

extension StreamLog {
    /// Calls `body` with the entries from `first` through `last`, as long as it returns true. To find
    /// the first takes O(log n).
    @inline(__always)
    package borrowing func forEach(
        from first: StreamID, through last: StreamID, _ body: (borrowing StreamEntryView) -> Bool
    ) {
        var place = nodes.place(notAfter: first) ?? nodes.first
        while let current = place {
            let goesOn = nodes[current].forEach { entry in
                guard !entry.isDeleted, entry.id >= first else { return true }
                return entry.id <= last && body(entry)
            }
            guard goesOn else { return }
            place = nodes.place(after: current)
        }
    }

    /// Calls `body` with the entries from `last` back through `first`, as long as it returns true. To
    /// find the first takes O(log n).
    package borrowing func forEachReversed(
        from last: StreamID, through first: StreamID, _ body: (borrowing StreamEntryView) -> Bool
    ) {
        var place = nodes.place(notAfter: last)
        while let current = place {
            let goesOn = nodes[current].forEachReversed { entry in
                guard !entry.isDeleted, entry.id <= last else { return true }
                return entry.id >= first && body(entry)
            }
            guard goesOn else { return }
            place = nodes.place(before: current)
        }
    }

    /// Calls `body` with the entry at `id`; returns whether there is one. Takes O(log n).
    @discardableResult
    package borrowing func withEntry(
        _ id: StreamID, _ body: (borrowing StreamEntryView) -> Void
    ) -> Bool {
        var isFound = false
        forEach(from: id, through: id) { entry in
            isFound = true
            body(entry)
            return false
        }
        return isFound
    }

    /// Returns whether there is an entry at `id`. Takes O(log n).
    package borrowing func contains(_ id: StreamID) -> Bool {
        withEntry(id) { _ in }
    }

    /// The id of the last entry that wasn't removed; zero if there is none.
    package var lastEntryID: StreamID {
        var last = StreamID.zero
        forEachReversed(from: .greatest, through: .zero) { entry in
            last = entry.id
            return false
        }
        return last
    }

    /// The id of the first entry that wasn't removed; zero if there is none.
    private var firstEntryID: StreamID {
        var first = StreamID.zero
        forEach(from: .zero, through: .greatest) { entry in
            first = entry.id
            return false
        }
        return first
    }
}

// MARK: - Removing

extension StreamLog {
    /// Removes the entries at `ids`; returns how many there were.
    package mutating func remove(_ ids: [StreamID]) -> Int {
        ids.reduce(0) { removed, id in removed + (remove(id) ? 1 : 0) }
    }

    /// Removes the entry at `id`; returns whether there was one. Takes O(log n).
    package mutating func remove(_ id: StreamID) -> Bool {
        guard let place = nodes.place(notAfter: id) else { return false }
        var position: PackedPosition?
        _ = nodes[place].forEach { entry in
            guard !entry.isDeleted, entry.id >= id else { return true }
            if entry.id == id { position = entry.start }
            return false
        }
        guard let position else { return false }
        count -= 1
        if nodes[place].count == 1 {
            nodes.remove(at: place)
        } else {
            nodes[place].remove([position])
        }
        greatestDeletedID = max(greatestDeletedID, id)
        if id == firstID { noteFirst() }
        return true
    }

    /// Finds the first entry anew.
    mutating func noteFirst() {
        firstID = firstEntryID
    }

    /// Frees about `limit` nodes of a log that nobody wants any more; returns whether none is left.
    package mutating func freeSome(_ limit: Int) -> Bool {
        nodes.freeSome(limit)
    }
}
