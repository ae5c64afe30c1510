/// The nodes of a quicklist in their order: the only one here, more of them in a chain of chunks of
/// up to 64.
///
/// A chain has no array that would have to grow at once, and whoever looks for an element passes over
/// 64 nodes at each step.
@safe struct NodeRow: ~Copyable {
    var storage = NodeStorage.none
    /// The number of elements in all nodes.
    var elementCount = 0
    /// How often nodes came and went: places from before are no longer good.
    var stamp: UInt32 = 0
    private var storedCount: UInt32 = 0

    /// The number of nodes.
    var count: Int {
        get { Int(storedCount) }
        set { storedCount = UInt32(truncatingIfNeeded: newValue) }
    }

    deinit {
        var next = unsafe storage.firstChunk
        while let chunk = unsafe next {
            unsafe next = chunk.header.pointee.next
            unsafe chunk.destroy()
        }
    }

    /// Where a node is, until the next one is put in or taken out.
    @safe struct Place {
        /// The node's chunk; nil if it is the only node.
        let chunk: NodeChunk?
        let index: Int
        let stamp: UInt32

        @inline(__always) init(_ chunk: NodeChunk?, _ index: Int, stamp: UInt32) {
            unsafe self.chunk = chunk
            self.index = index
            self.stamp = stamp
        }
    }
}

/// Where the nodes of a row are kept.
@safe enum NodeStorage: ~Copyable {
    case none
    case single(NodeChunk.Slot)
    /// At least two nodes, in the chunks from the first to the last.
    case chunks(NodeChunk, NodeChunk)

    @inline(__always) var firstChunk: NodeChunk? {
        switch self {
        case .chunks(let first, _): unsafe first
        default: nil
        }
    }

    @inline(__always) var lastChunk: NodeChunk? {
        switch self {
        case .chunks(_, let last): unsafe last
        default: nil
        }
    }

    /// Changes the only node.
    @inline(__always)
    mutating func changeSingle<Result: ~Copyable>(
        _ body: (inout NodeChunk.Slot) -> Result
    ) -> Result {
        guard case .single(var slot) = consume self else { preconditionFailure("no only node") }
        let result = body(&slot)
        self = .single(slot)
        return result
    }

    /// Takes the only node out.
    mutating func takeSingle() -> ListNode {
        guard case .single(let slot) = consume self else { preconditionFailure("no only node") }
        self = .none
        return slot.node
    }
}

// MARK: - Finding

extension NodeRow {
    @inline(__always) func place(_ chunk: NodeChunk, _ index: Int) -> Place {
        unsafe Place(chunk, index, stamp: stamp)
    }

    /// Where the only node is.
    @inline(__always) var onlyPlace: Place { unsafe Place(nil, 0, stamp: stamp) }

    /// Returns where the first or the last node is.
    @inline(__always) func place(at end: ListEnd) -> Place? {
        guard let chunk = unsafe end == .head ? storage.firstChunk : storage.lastChunk else {
            return count > 0 ? onlyPlace : nil
        }
        return unsafe place(chunk, end == .head ? 0 : chunk.count - 1)
    }

    /// Returns where the next node is on the way from `end` to the other end.
    func place(after place: Place, from end: ListEnd) -> Place? {
        check(place)
        guard let chunk = unsafe place.chunk else { return nil }
        return unsafe neighbour(chunk, place.index + (end == .head ? 1 : -1))
    }

    /// Returns the place at `index`, which may be one before the chunk's first or behind its last.
    func neighbour(_ chunk: NodeChunk, _ index: Int) -> Place? {
        if index < 0 {
            return unsafe chunk.header.pointee.previous.map { unsafe place($0, $0.count - 1) }
        }
        if unsafe index < chunk.count { return unsafe place(chunk, index) }
        return unsafe chunk.header.pointee.next.map { unsafe place($0, 0) }
    }

    /// Returns where the node is that has the element at `index`, and how many elements come before
    /// that in the node. It is looked for from the nearer end.
    func place(ofElement index: Int) -> (Place, offset: Int)? {
        guard index >= 0, index < elementCount else { return nil }
        guard count > 1 else { return (onlyPlace, index) }
        return index <= elementCount / 2 ? placeFromHead(index) : placeFromTail(index)
    }

    private func placeFromHead(_ index: Int) -> (Place, offset: Int)? {
        var left = index
        var next = unsafe storage.firstChunk
        while let chunk = unsafe next, unsafe left >= chunk.header.pointee.elementCount {
            unsafe left -= chunk.header.pointee.elementCount
            unsafe next = chunk.header.pointee.next
        }
        guard let chunk = unsafe next else { return nil }
        var i = 0
        while unsafe left >= Int(chunk.slots[i].count) {
            unsafe left -= Int(chunk.slots[i].count)
            i += 1
        }
        return unsafe (place(chunk, i), left)
    }

    private func placeFromTail(_ index: Int) -> (Place, offset: Int)? {
        var left = elementCount - index
        var next = unsafe storage.lastChunk
        while let chunk = unsafe next, unsafe left > chunk.header.pointee.elementCount {
            unsafe left -= chunk.header.pointee.elementCount
            unsafe next = chunk.header.pointee.previous
        }
        guard let chunk = unsafe next else { return nil }
        var i = unsafe chunk.count - 1
        while unsafe left > Int(chunk.slots[i].count) {
            unsafe left -= Int(chunk.slots[i].count)
            i -= 1
        }
        return unsafe (place(chunk, i), Int(chunk.slots[i].count) - left)
    }

    /// Calls `body` with one node after the other from `end` on, as long as it returns true.
    func forEach(from end: ListEnd, _ body: (borrowing ListNode) -> Bool) {
        var next = place(at: end)
        while let place = next, body(self[place]) {
            next = self.place(after: place, from: end)
        }
    }

    @inline(__always) func check(_ place: Place) {
        precondition(place.stamp == stamp)
        unsafe precondition(place.index < place.chunk?.count ?? 1)
    }

    /// The node at `place`.
    subscript(place: Place) -> ListNode {
        @inline(__always) _read {
            check(place)
            if let chunk = unsafe place.chunk {
                yield unsafe chunk.slots[place.index].node
            } else {
                switch storage {
                case .single(let slot): yield slot.node
                default: preconditionFailure("no only node")
                }
            }
        }
    }
}

// MARK: - Changing nodes

extension NodeRow {
    /// Changes the node at `place` and its elements.
    @inline(__always)
    mutating func change<Result: ~Copyable>(
        _ place: Place, _ body: (inout ListNode) -> Result
    ) -> Result {
        check(place)
        guard let chunk = unsafe place.chunk else { return changeSingle(body) }
        return unsafe change(chunk, place.index, body)
    }

    /// Changes the first or the last node; returns nil if there is none.
    @inline(__always)
    mutating func change<Result>(
        at end: ListEnd, _ body: (inout ListNode) -> Result
    ) -> Result? {
        guard let chunk = unsafe end == .head ? storage.firstChunk : storage.lastChunk else {
            return count > 0 ? changeSingle(body) : nil
        }
        return unsafe change(chunk, end == .head ? 0 : chunk.count &- 1, body)
    }

    @inline(__always)
    private mutating func changeSingle<Result: ~Copyable>(
        _ body: (inout ListNode) -> Result
    ) -> Result {
        var added = 0
        let result = storage.changeSingle { slot in slot.change(&added, body) }
        elementCount &+= added
        return result
    }

    @inline(__always)
    private mutating func change<Result: ~Copyable>(
        _ chunk: NodeChunk, _ index: Int, _ body: (inout ListNode) -> Result
    ) -> Result {
        var added = 0
        let result = unsafe chunk.slots[index].change(&added, body)
        unsafe chunk.header.pointee.elementCount &+= added
        elementCount &+= added
        return result
    }
}

/// The nodes have one owner, and move with it.
extension NodeRow: @unchecked Sendable {}
