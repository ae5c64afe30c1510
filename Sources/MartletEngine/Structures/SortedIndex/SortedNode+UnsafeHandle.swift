/// A node of the tree: a leaf of items, or an inner node of children.
///
/// In an inner node, `items[i]` is the first item below child `i`, and `sizes[i]` the number of items
/// there. Leaves know their neighbours.
@unsafe struct SortedNode {
    @unsafe struct Header {
        var count: Int32
        /// How far the leaves are below.
        let level: Int32
        var previous: UnsafeMutableRawPointer?
        var next: UnsafeMutableRawPointer?
    }

    @safe static var capacity: Int { 64 }
    @safe static var headerSize: Int { 24 }
    @safe static var itemsSize: Int { 1024 }
    @safe static var childrenSize: Int { 512 }

    let base: UnsafeMutableRawPointer

    init(_ base: UnsafeMutableRawPointer) {
        unsafe self.base = base
    }

    init(level: Int) {
        unsafe base = .allocate(byteCount: Self.byteCount(level: level), alignment: 8)
        unsafe base.initializeMemory(
            as: Header.self, to: Header(count: 0, level: Int32(level), previous: nil, next: nil))
    }

    /// How many bytes a node takes.
    @safe static func byteCount(level: Int) -> Int {
        headerSize + itemsSize + (level > 0 ? childrenSize * 2 : 0)
    }

    @inline(__always) var header: UnsafeMutablePointer<Header> {
        unsafe base.assumingMemoryBound(to: Header.self)
    }

    @inline(__always) var count: Int {
        get { unsafe Int(header.pointee.count) }
        nonmutating set {
            unsafe header.pointee.count = Int32(truncatingIfNeeded: newValue)
        }
    }

    @inline(__always) var level: Int { unsafe Int(header.pointee.level) }

    @inline(__always) var items: UnsafeMutablePointer<SortedItem> {
        unsafe (base + Self.headerSize).assumingMemoryBound(to: SortedItem.self)
    }

    @inline(__always) var children: UnsafeMutablePointer<SortedNode> {
        unsafe (base + (Self.headerSize + Self.itemsSize)).assumingMemoryBound(
            to: SortedNode.self)
    }

    @inline(__always) var sizes: UnsafeMutablePointer<Int> {
        unsafe (base + (Self.headerSize + Self.itemsSize + Self.childrenSize))
            .assumingMemoryBound(to: Int.self)
    }

    /// How many items are in the node or below it.
    var size: Int {
        guard unsafe level > 0 else { return unsafe count }
        return unsafe sizeBefore(count)
    }

    /// How many items are below the first `index` children.
    @inline(__always) func sizeBefore(_ index: Int) -> Int {
        var sum = 0
        for i in 0..<index { unsafe sum &+= sizes[i] }
        return sum
    }

    /// Returns how many items the predicate is true of; it is true of those in front.
    @inline(__always) func partition(_ isBefore: (SortedItem) -> Bool) -> Int {
        var low = 0
        var high = unsafe count
        while low < high {
            let middle = (low &+ high) &>> 1
            if unsafe isBefore(items[middle]) { low = middle &+ 1 } else { high = middle }
        }
        return low
    }

    /// Returns the child below which a partition lies: the last whose first item is before it.
    @inline(__always) func child(_ isBefore: (SortedItem) -> Bool) -> Int {
        unsafe max(partition(isBefore) &- 1, 0)
    }

    /// Frees the node and all below it.
    func destroy() {
        if unsafe level > 0 {
            for i in unsafe 0..<count { unsafe children[i].destroy() }
        }
        unsafe base.deallocate()
    }
}

// MARK: - Neighbours

extension SortedNode {
    @inline(__always) var next: SortedNode? {
        guard let base = unsafe header.pointee.next else { return nil }
        return unsafe SortedNode(base)
    }

    @inline(__always) var previous: SortedNode? {
        guard let base = unsafe header.pointee.previous else { return nil }
        return unsafe SortedNode(base)
    }

    /// Makes a leaf the next of this one.
    func link(_ right: SortedNode) {
        unsafe right.header.pointee.previous = base
        unsafe right.header.pointee.next = header.pointee.next
        if let next = unsafe next { unsafe next.header.pointee.previous = right.base }
        unsafe header.pointee.next = right.base
    }

    /// Takes the node out of the row of leaves, and frees it.
    func unlinkAndFree() {
        if let next = unsafe next {
            unsafe next.header.pointee.previous = header.pointee.previous
        }
        if let previous = unsafe previous {
            unsafe previous.header.pointee.next = header.pointee.next
        }
        unsafe base.deallocate()
    }

    /// Takes the leaves below the node out of their row, and frees the node and all below it.
    func unlinkAndFreeAll() {
        if unsafe level > 0 {
            for i in unsafe 0..<count { unsafe children[i].unlinkAndFreeAll() }
        }
        unsafe unlinkAndFree()
    }
}

// MARK: - Moving items

extension SortedNode {
    /// Makes a hole at `index`; the node has room.
    @inline(__always) func open(_ index: Int) {
        unsafe moveWithin(from: index, to: index &+ 1, count: count &- index)
        unsafe count &+= 1
    }

    /// Closes the hole at `index`, or that of several there.
    @inline(__always) func close(_ index: Int, count closed: Int = 1) {
        let end = index &+ closed
        unsafe moveWithin(from: end, to: index, count: count &- end)
        unsafe count &-= closed
    }

    /// Moves what is from `index` on to the end of `other`.
    func moveTail(from index: Int, toEndOf other: SortedNode) {
        let moved = unsafe count - index
        unsafe copy(index, to: other, at: other.count, count: moved)
        unsafe other.count += moved
        unsafe count = index
    }

    /// Moves the first `moved` to the end of `other`.
    func moveHead(_ moved: Int, toEndOf other: SortedNode) {
        unsafe copy(0, to: other, at: other.count, count: moved)
        unsafe other.count += moved
        unsafe moveWithin(from: moved, to: 0, count: count - moved)
        unsafe count -= moved
    }

    /// Moves the last `moved` in front of those of `other`.
    func moveTail(_ moved: Int, toStartOf other: SortedNode) {
        unsafe other.moveWithin(from: 0, to: moved, count: other.count)
        unsafe copy(count - moved, to: other, at: 0, count: moved)
        unsafe other.count += moved
        unsafe count -= moved
    }

    @inline(__always) private func moveWithin(from: Int, to: Int, count moved: Int) {
        unsafe copy(from, to: self, at: to, count: moved)
    }

    @inline(__always)
    private func copy(_ from: Int, to other: SortedNode, at index: Int, count moved: Int) {
        unsafe (other.items + index).update(from: items + from, count: moved)
        guard unsafe level > 0 else { return }
        unsafe (other.children + index).update(from: children + from, count: moved)
        unsafe (other.sizes + index).update(from: sizes + from, count: moved)
    }
}
