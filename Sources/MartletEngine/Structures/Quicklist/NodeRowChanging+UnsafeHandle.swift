// Nodes come and go.
extension NodeRow {
    /// Puts a node at an end.
    mutating func push(_ node: consuming ListNode, at end: ListEnd) {
        guard let place = place(at: end) else {
            count = 1
            elementCount = node.count
            stamp &+= 1
            storage = .single(NodeChunk.Slot(node))
            return
        }
        insert(node, next: place, towards: end)
    }

    /// Puts a node next to the one at `place`, nearer to `end`, and returns where it is.
    @discardableResult
    mutating func insert(
        _ node: consuming ListNode, next place: Place, towards end: ListEnd
    ) -> Place {
        check(place)
        var (chunk, index) = unsafe (place.chunk ?? moveIntoChunk(), place.index)
        if end == .tail { index += 1 }
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
        return unsafe self.place(chunk, index)
    }

    /// Moves the only node into a chunk.
    private mutating func moveIntoChunk() -> NodeChunk {
        let chunk = unsafe NodeChunk(capacity: 2)
        unsafe chunk.insert(storage.takeSingle(), at: 0)
        storage = unsafe .chunks(chunk, chunk)
        return unsafe chunk
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

    /// A node that was taken out, and where its neighbours are.
    struct Removal: ~Copyable {
        let node: ListNode
        let previous: Place?
        let next: Place?
    }

    /// Takes the node at `place` out.
    mutating func take(_ place: Place) -> Removal {
        check(place)
        stamp &+= 1
        count -= 1
        guard let chunk = unsafe place.chunk else {
            elementCount = 0
            return Removal(node: storage.takeSingle(), previous: nil, next: nil)
        }
        let node = unsafe chunk.remove(at: place.index)
        elementCount -= node.count
        if count == 1 { return moveOutOfChunk(node, from: place) }
        return unsafe takeRoom(of: chunk, place.index, node)
    }

    /// Gives back what room a chunk needs no longer, from which `node` was taken out at `index`.
    private mutating func takeRoom(
        of chunk: NodeChunk, _ index: Int, _ node: consuming ListNode
    ) -> Removal {
        if unsafe chunk.count == 0 {
            let (previous, next) = unsafe (neighbour(chunk, -1), neighbour(chunk, 0))
            unsafe unlink(chunk)
            unsafe chunk.destroy()
            return Removal(node: node, previous: previous, next: next)
        }
        var chunk = unsafe chunk
        let capacity = unsafe chunk.capacity
        if capacity > 8, unsafe chunk.count * 4 <= capacity {
            unsafe chunk = resize(chunk, to: capacity / 2)
        }
        return unsafe Removal(
            node: node, previous: neighbour(chunk, index - 1), next: neighbour(chunk, index))
    }

    /// Moves the last node that is left out of its chunk, now that `node` was taken out.
    private mutating func moveOutOfChunk(
        _ node: consuming ListNode, from place: Place
    ) -> Removal {
        guard let (first, last) = unsafe chunkEnds else { preconditionFailure("no chunks") }
        let isOneChunk = unsafe first.header == last.header
        let isNext = unsafe isOneChunk ? place.index == 0 : first.count == 0
        let only = unsafe (first.count > 0 ? first : last).remove(at: 0)
        unsafe first.destroy()
        if !isOneChunk { unsafe last.destroy() }
        storage = .single(NodeChunk.Slot(only))
        return Removal(
            node: node, previous: isNext ? nil : onlyPlace, next: isNext ? onlyPlace : nil)
    }

    private var chunkEnds: (NodeChunk, NodeChunk)? {
        guard let first = unsafe storage.firstChunk, let last = unsafe storage.lastChunk else {
            return nil
        }
        return unsafe (first, last)
    }

    /// Frees nodes from the end on, about `limit` of small ones, fewer of large ones; returns whether
    /// none is left.
    mutating func freeSome(_ limit: Int) -> Bool {
        var left = limit
        while left > 0, let place = place(at: .tail) {
            left -= 1 + take(place).node.byteCount / 512
        }
        return count == 0
    }
}

// MARK: - Chunks

extension NodeRow {
    /// How many bytes the chunks take.
    var chunkMemory: Int {
        var sum = 0
        var next = unsafe storage.firstChunk
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

    private mutating func unlink(_ chunk: NodeChunk) {
        let (previous, next) = unsafe (chunk.header.pointee.previous, chunk.header.pointee.next)
        unsafe connect(previous, next)
    }

    /// Makes the chunks before and after `chunk`, or the row, point to it.
    private mutating func tellNeighbours(of chunk: NodeChunk) {
        unsafe connect(chunk.header.pointee.previous, chunk)
        unsafe connect(chunk, chunk.header.pointee.next)
    }

    /// Makes two chunks neighbours; where there is none, the other is at that end of the row.
    private mutating func connect(_ left: NodeChunk?, _ right: NodeChunk?) {
        if let left = unsafe left { unsafe left.header.pointee.next = right }
        if let right = unsafe right { unsafe right.header.pointee.previous = left }
        guard let (first, last) = unsafe chunkEnds else { return }
        storage = unsafe .chunks(
            left == nil ? right ?? first : first, right == nil ? left ?? last : last)
    }

    private mutating func resize(_ chunk: NodeChunk, to capacity: Int) -> NodeChunk {
        let new = unsafe chunk.resized(capacity: capacity)
        unsafe tellNeighbours(of: new)
        return unsafe new
    }

    /// Stops the program if the row contradicts itself. Takes O(n).
    func checkInvariants() {
        switch storage {
        case .none: precondition(count == 0 && elementCount == 0)
        case .single(let slot):
            slot.node.checkInvariants()
            precondition(count == 1 && elementCount == slot.node.count)
            precondition(elementCount == Int(slot.count))
        case .chunks(let first, let last):
            precondition(count > 1)
            unsafe checkChain(first, last)
        }
    }

    private func checkChain(_ first: NodeChunk, _ last: NodeChunk) {
        var (nodes, elements) = (0, 0)
        var previous: NodeChunk?
        var next: NodeChunk? = unsafe first
        while let chunk = unsafe next {
            unsafe precondition(chunk.header.pointee.previous?.header == previous?.header)
            unsafe chunk.checkInvariants()
            unsafe nodes += chunk.count
            unsafe elements += chunk.header.pointee.elementCount
            unsafe (previous, next) = (chunk, chunk.header.pointee.next)
        }
        unsafe precondition(previous?.header == last.header)
        precondition(nodes == count && elements == elementCount)
    }
}
