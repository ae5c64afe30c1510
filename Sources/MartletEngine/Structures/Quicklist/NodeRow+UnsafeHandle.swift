/// The nodes of a quicklist in their order: a chain of chunks of up to 64 nodes.
///
/// A chain has no array that would have to grow at once, and whoever looks for an element passes over
/// 64 nodes at each step.
@safe struct NodeRow: ~Copyable {
    private var firstChunk: NodeChunk?
    private var lastChunk: NodeChunk?
    /// The number of nodes.
    private(set) var count = 0
    /// The number of elements in all nodes.
    private(set) var elementCount = 0
    /// How often nodes came and went: places from before are no longer good.
    private var stamp: UInt32 = 0

    deinit {
        var next = unsafe firstChunk
        while let chunk = unsafe next {
            unsafe next = chunk.header.pointee.next
            unsafe chunk.destroy()
        }
    }

    /// Where a node is, until the next one is put in or taken out.
    @safe struct Place {
        fileprivate let chunk: NodeChunk
        fileprivate let index: Int
        fileprivate let stamp: UInt32

        fileprivate init(_ chunk: NodeChunk, _ index: Int, stamp: UInt32) {
            unsafe self.chunk = chunk
            self.index = index
            self.stamp = stamp
        }
    }
}

// MARK: - Finding

extension NodeRow {
    private func place(_ chunk: NodeChunk, _ index: Int) -> Place {
        unsafe Place(chunk, index, stamp: stamp)
    }

    /// Returns where the first or the last node is.
    @inline(__always) func place(at end: ListEnd) -> Place? {
        guard let first = unsafe firstChunk, let last = unsafe lastChunk else { return nil }
        return unsafe end == .head ? place(first, 0) : place(last, last.count - 1)
    }

    /// Returns where the next node is on the way from `end` to the other end.
    func place(after place: Place, from end: ListEnd) -> Place? {
        check(place)
        let chunk = unsafe place.chunk
        if end == .head {
            if unsafe place.index + 1 < chunk.count {
                return unsafe self.place(chunk, place.index + 1)
            }
            return unsafe chunk.header.pointee.next.map { unsafe self.place($0, 0) }
        }
        if place.index > 0 { return unsafe self.place(chunk, place.index - 1) }
        return unsafe chunk.header.pointee.previous.map { unsafe self.place($0, $0.count - 1) }
    }

    /// Returns where the node is that has the element at `index`, and how many elements come before
    /// that in the node. It is looked for from the nearer end.
    func place(ofElement index: Int) -> (Place, offset: Int)? {
        guard index >= 0, index < elementCount else { return nil }
        return index <= elementCount / 2 ? placeFromHead(index) : placeFromTail(index)
    }

    private func placeFromHead(_ index: Int) -> (Place, offset: Int)? {
        var left = index
        var next = unsafe firstChunk
        while let chunk = unsafe next, unsafe left >= chunk.header.pointee.elementCount {
            unsafe left -= chunk.header.pointee.elementCount
            unsafe next = chunk.header.pointee.next
        }
        guard let chunk = unsafe next else { return nil }
        var i = 0
        while unsafe left >= Int(chunk.places[i].count) {
            unsafe left -= Int(chunk.places[i].count)
            i += 1
        }
        return unsafe (place(chunk, i), left)
    }

    private func placeFromTail(_ index: Int) -> (Place, offset: Int)? {
        var left = elementCount - index
        var next = unsafe lastChunk
        while let chunk = unsafe next, unsafe left > chunk.header.pointee.elementCount {
            unsafe left -= chunk.header.pointee.elementCount
            unsafe next = chunk.header.pointee.previous
        }
        guard let chunk = unsafe next else { return nil }
        var i = unsafe chunk.count - 1
        while unsafe left > Int(chunk.places[i].count) {
            unsafe left -= Int(chunk.places[i].count)
            i -= 1
        }
        return unsafe (place(chunk, i), Int(chunk.places[i].count) - left)
    }

    /// Calls `body` with one node after the other from `end` on, as long as it returns true.
    func forEach(from end: ListEnd, _ body: (borrowing ListNode) -> Bool) {
        var next = place(at: end)
        while let place = next, body(self[place]) {
            next = self.place(after: place, from: end)
        }
    }

    @inline(__always) private func check(_ place: Place) {
        unsafe precondition(place.stamp == stamp && place.index < place.chunk.count)
    }

    /// The node at `place`.
    subscript(place: Place) -> ListNode {
        @inline(__always) _read {
            check(place)
            yield unsafe place.chunk.places[place.index].node
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
        return unsafe change(place.chunk, place.index, body)
    }

    /// Changes the first or the last node; returns nil if there is none.
    @inline(__always)
    mutating func change<Result: ~Copyable>(
        at end: ListEnd, _ body: (inout ListNode) -> Result
    ) -> Result? {
        guard let chunk = unsafe end == .head ? firstChunk : lastChunk else { return nil }
        return unsafe change(chunk, end == .head ? 0 : chunk.count &- 1, body)
    }

    @inline(__always)
    private mutating func change<Result: ~Copyable>(
        _ chunk: NodeChunk, _ index: Int, _ body: (inout ListNode) -> Result
    ) -> Result {
        let slot = unsafe chunk.places + index
        let result = unsafe body(&slot.pointee.node)
        let newCount = unsafe slot.pointee.node.count
        let added = unsafe newCount &- Int(slot.pointee.count)
        unsafe slot.pointee.count = UInt32(truncatingIfNeeded: newCount)
        unsafe chunk.header.pointee.elementCount &+= added
        elementCount &+= added
        return result
    }
}

// MARK: - Putting in and taking out

extension NodeRow {
    /// Puts a node at an end.
    mutating func push(_ node: consuming ListNode, at end: ListEnd) {
        guard let chunk = unsafe end == .head ? firstChunk : lastChunk else {
            let chunk = unsafe NodeChunk(capacity: 1)
            unsafe (firstChunk, lastChunk) = (chunk, chunk)
            _ = unsafe insert(node, chunk, 0)
            return
        }
        _ = unsafe insert(node, chunk, end == .head ? 0 : chunk.count)
    }

    /// Puts a node next to the one at `place`, nearer to `end`, and returns where it is.
    @discardableResult
    mutating func insert(
        _ node: consuming ListNode, next place: Place, towards end: ListEnd
    ) -> Place {
        check(place)
        return unsafe insert(node, place.chunk, place.index + (end == .head ? 0 : 1))
    }

    private mutating func insert(
        _ node: consuming ListNode, _ chunk: NodeChunk, _ index: Int
    ) -> Place {
        var (chunk, index) = unsafe (chunk, index)
        if unsafe chunk.count == NodeChunk.maximumCount {
            unsafe (chunk, index) = splitChunk(chunk, index)
        }
        if unsafe chunk.count == chunk.capacity {
            unsafe chunk = resize(chunk, to: min(chunk.count * 2, NodeChunk.maximumCount))
        }
        count += 1
        elementCount += node.count
        stamp &+= 1
        unsafe chunk.insert(node, at: index)
        return unsafe place(chunk, index)
    }

    /// Makes room at `index` of a full chunk; returns where that is then. At the ends of the chunk, a
    /// new one begins, so that chunks are full in lists that grow at an end.
    private mutating func splitChunk(_ chunk: NodeChunk, _ index: Int) -> (NodeChunk, Int) {
        let count = unsafe chunk.count
        if index == count || index == 0 {
            let new = unsafe NodeChunk(capacity: 8)
            unsafe link(new, next: chunk, towards: index == 0 ? .head : .tail)
            return unsafe (new, 0)
        }
        let new = unsafe NodeChunk(capacity: NodeChunk.maximumCount)
        unsafe link(new, next: chunk, towards: .tail)
        unsafe chunk.moveNodes(from: count / 2, to: new)
        return unsafe index <= count / 2 ? (chunk, index) : (new, index - count / 2)
    }

    /// Takes the node at `place` out; returns it and where its neighbours are.
    mutating func take(_ place: Place) -> Removal {
        check(place)
        var chunk = unsafe place.chunk
        let index = place.index
        let node = unsafe chunk.remove(at: index)
        count -= 1
        elementCount -= node.count
        stamp &+= 1
        if unsafe chunk.count == 0 {
            let (previous, next) = unsafe (
                chunk.header.pointee.previous, chunk.header.pointee.next
            )
            unsafe unlink(chunk)
            unsafe chunk.destroy()
            return unsafe Removal(
                node: node, previous: previous.map { unsafe self.place($0, $0.count - 1) },
                next: next.map { unsafe self.place($0, 0) })
        }
        let capacity = unsafe chunk.capacity
        if capacity > 8, unsafe chunk.count * 4 <= capacity {
            unsafe chunk = resize(chunk, to: capacity / 2)
        }
        return unsafe Removal(
            node: node, previous: neighbour(chunk, index - 1), next: neighbour(chunk, index))
    }

    /// A node that was taken out, and where its neighbours are.
    struct Removal: ~Copyable {
        let node: ListNode
        let previous: Place?
        let next: Place?
    }

    /// Returns the place at `index`, which may be one before the chunk's first or behind its last.
    private func neighbour(_ chunk: NodeChunk, _ index: Int) -> Place? {
        if index < 0 {
            return unsafe chunk.header.pointee.previous.map { unsafe place($0, $0.count - 1) }
        }
        if unsafe index < chunk.count { return unsafe place(chunk, index) }
        return unsafe chunk.header.pointee.next.map { unsafe place($0, 0) }
    }

    /// Frees about `limit` nodes from the end on; returns whether none is left.
    mutating func freeSome(_ limit: Int) -> Bool {
        var left = limit
        while left > 0, let place = place(at: .tail) {
            _ = take(place)
            left -= 1
        }
        return count == 0
    }
}

// MARK: - Chunks

extension NodeRow {
    /// How many bytes the chunks take.
    var chunkMemory: Int {
        var sum = 0
        var next = unsafe firstChunk
        while let chunk = unsafe next {
            unsafe sum += AllocationSize.size(of: NodeChunk.size(chunk.capacity))
            unsafe next = chunk.header.pointee.next
        }
        return sum
    }

    private mutating func link(_ new: NodeChunk, next chunk: NodeChunk, towards end: ListEnd) {
        if end == .head {
            unsafe new.header.pointee.next = chunk
            unsafe new.header.pointee.previous = chunk.header.pointee.previous
        } else {
            unsafe new.header.pointee.previous = chunk
            unsafe new.header.pointee.next = chunk.header.pointee.next
        }
        unsafe tellNeighbours(of: new)
    }

    /// Makes the chunks before and after `chunk`, or the row, point to it.
    private mutating func tellNeighbours(of chunk: NodeChunk) {
        if let previous = unsafe chunk.header.pointee.previous {
            unsafe previous.header.pointee.next = chunk
        } else {
            unsafe firstChunk = chunk
        }
        if let next = unsafe chunk.header.pointee.next {
            unsafe next.header.pointee.previous = chunk
        } else {
            unsafe lastChunk = chunk
        }
    }

    private mutating func unlink(_ chunk: NodeChunk) {
        let (previous, next) = unsafe (chunk.header.pointee.previous, chunk.header.pointee.next)
        if let previous = unsafe previous {
            unsafe previous.header.pointee.next = next
        } else {
            unsafe firstChunk = next
        }
        if let next = unsafe next {
            unsafe next.header.pointee.previous = previous
        } else {
            unsafe lastChunk = previous
        }
    }

    private mutating func resize(_ chunk: NodeChunk, to capacity: Int) -> NodeChunk {
        let new = unsafe chunk.resized(capacity: capacity)
        unsafe tellNeighbours(of: new)
        return unsafe new
    }

    /// Stops the program if the row contradicts itself. Takes O(n).
    func checkInvariants() {
        var (nodes, elements) = (0, 0)
        var previous: NodeChunk?
        var next = unsafe firstChunk
        while let chunk = unsafe next {
            unsafe precondition(chunk.header.pointee.previous?.header == previous?.header)
            unsafe precondition(chunk.count > 0 && chunk.count <= chunk.capacity)
            var sum = 0
            for i in unsafe 0..<chunk.count {
                unsafe chunk.places[i].node.checkInvariants()
                unsafe precondition(chunk.places[i].node.count == Int(chunk.places[i].count))
                unsafe sum += Int(chunk.places[i].count)
            }
            unsafe precondition(sum == chunk.header.pointee.elementCount)
            unsafe (nodes, elements) = (nodes + chunk.count, elements + sum)
            unsafe (previous, next) = (chunk, chunk.header.pointee.next)
        }
        unsafe precondition(previous?.header == lastChunk?.header)
        precondition(nodes == count && elements == elementCount)
    }
}

/// The nodes have one owner, and move with it.
extension NodeRow: @unchecked Sendable {}
