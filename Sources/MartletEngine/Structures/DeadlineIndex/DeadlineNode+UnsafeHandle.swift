/// A node of the tree: a leaf of items, or an inner node of children and the items that separate
/// them.
///
/// In an inner node, `items[i]` is not greater than anything in child `i` and not less than anything
/// in the children before; `items[0]` means nothing.
@unsafe struct DeadlineNode {
    typealias Item = DeadlineIndex.Item

    struct Header {
        var count: Int
        /// How far the leaves are below.
        let level: Int
    }

    @safe static var capacity: Int { 64 }
    @safe static var headerSize: Int { 16 }
    @safe static var itemsSize: Int { 1024 }

    let base: UnsafeMutableRawPointer

    init(level: Int) {
        let size = Self.headerSize + Self.itemsSize + (level > 0 ? Self.capacity * 8 : 0)
        unsafe base = .allocate(byteCount: size, alignment: 16)
        unsafe base.initializeMemory(as: Header.self, to: Header(count: 0, level: level))
    }

    var header: UnsafeMutablePointer<Header> {
        unsafe base.assumingMemoryBound(to: Header.self)
    }

    var count: Int {
        get { unsafe header.pointee.count }
        nonmutating set { unsafe header.pointee.count = newValue }
    }

    var level: Int { unsafe header.pointee.level }

    var items: UnsafeMutablePointer<Item> {
        unsafe (base + Self.headerSize).assumingMemoryBound(to: Item.self)
    }

    var children: UnsafeMutablePointer<DeadlineNode> {
        unsafe (base + (Self.headerSize + Self.itemsSize)).assumingMemoryBound(
            to: DeadlineNode.self)
    }

    /// Frees the node and all below it.
    func destroy() {
        if unsafe level > 0 {
            for i in unsafe 0..<count { unsafe children[i].destroy() }
        }
        unsafe base.deallocate()
    }

    /// Returns a copy of the node and all below it.
    func copy() -> DeadlineNode {
        let twin = unsafe DeadlineNode(level: level)
        unsafe twin.count = count
        unsafe twin.items.update(from: items, count: count)
        if unsafe level > 0 {
            for i in unsafe 0..<count { unsafe twin.children[i] = children[i].copy() }
        }
        return unsafe twin
    }

    /// Returns how many items from `first` on are not greater than `item`, plus `first`.
    func upperBound(_ item: Item, from first: Int) -> Int {
        var low = first
        var high = unsafe count
        while low < high {
            let middle = (low + high) / 2
            if unsafe item < items[middle] { high = middle } else { low = middle + 1 }
        }
        return low
    }

    /// Makes a hole at `index`; the node has room.
    func open(_ index: Int) {
        let moved = unsafe count - index
        unsafe (items + index + 1).update(from: items + index, count: moved)
        if unsafe level > 0 {
            unsafe (children + index + 1).update(from: children + index, count: moved)
        }
        unsafe count += 1
    }

    /// Closes the hole at `index`.
    func close(_ index: Int) {
        let moved = unsafe count - index - 1
        unsafe (items + index).update(from: items + index + 1, count: moved)
        if unsafe level > 0 {
            unsafe (children + index).update(from: children + index + 1, count: moved)
        }
        unsafe count -= 1
    }

    /// Moves what is from `index` on to the end of `other`.
    func moveTail(from index: Int, toEndOf other: DeadlineNode) {
        unsafe copyRange(index..<count, to: other, at: other.count)
        unsafe other.count += count - index
        unsafe count = index
    }

    /// Moves the first `moved` to the end of `other`.
    func moveHead(_ moved: Int, toEndOf other: DeadlineNode) {
        unsafe copyRange(0..<moved, to: other, at: other.count)
        unsafe other.count += moved
        unsafe copyRange(moved..<count, to: self, at: 0)
        unsafe count -= moved
    }

    /// Moves the last `moved` in front of those of `other`.
    func moveTail(_ moved: Int, toStartOf other: DeadlineNode) {
        unsafe other.copyRange(0..<other.count, to: other, at: moved)
        unsafe copyRange(count - moved..<count, to: other, at: 0)
        unsafe other.count += moved
        unsafe count -= moved
    }

    private func copyRange(_ range: Range<Int>, to other: DeadlineNode, at index: Int) {
        unsafe (other.items + index).update(from: items + range.lowerBound, count: range.count)
        if unsafe level > 0 {
            unsafe (other.children + index).update(
                from: children + range.lowerBound, count: range.count)
        }
    }
}
