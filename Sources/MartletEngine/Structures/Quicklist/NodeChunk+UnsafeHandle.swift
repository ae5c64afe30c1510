#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

/// Up to 64 nodes in a row, in one allocation, with links to the chunks before and after.
@unsafe struct NodeChunk {
    @unsafe struct Header {
        var previous: NodeChunk?
        var next: NodeChunk?
        /// The number of elements in all nodes.
        var elementCount: Int
        /// The number of nodes, and for how many there is room.
        var count: UInt32
        var capacity: UInt32
    }

    /// A node, and how many elements it has: so nobody needs to look into it to pass it over.
    @safe struct Slot: ~Copyable {
        var node: ListNode
        var count: UInt32

        init(_ node: consuming ListNode) {
            count = UInt32(truncatingIfNeeded: node.count)
            self.node = node
        }

        /// Changes the node; tells in `added` how many elements it has more.
        @inline(__always)
        mutating func change<Result: ~Copyable>(
            _ added: inout Int, _ body: (inout ListNode) -> Result
        ) -> Result {
            let result = body(&node)
            let newCount = node.count
            added = newCount &- Int(count)
            count = UInt32(truncatingIfNeeded: newCount)
            return result
        }
    }

    @safe static var maximumCount: Int { 64 }
    @safe private static var headerSize: Int { 32 }

    let header: UnsafeMutablePointer<Header>

    init(capacity: Int) {
        guard let memory = unsafe malloc(Self.size(capacity)) else { fatalError("out of memory") }
        unsafe header = memory.assumingMemoryBound(to: Header.self)
        unsafe header.initialize(
            to: Header(
                previous: nil, next: nil, elementCount: 0, count: 0,
                capacity: UInt32(truncatingIfNeeded: capacity)))
    }

    private init(_ header: UnsafeMutablePointer<Header>) {
        unsafe self.header = header
    }

    @safe static func size(_ capacity: Int) -> Int {
        headerSize + capacity * MemoryLayout<Slot>.stride
    }

    @inline(__always) var count: Int { unsafe Int(header.pointee.count) }

    @inline(__always) var capacity: Int { unsafe Int(header.pointee.capacity) }

    @inline(__always) var slots: UnsafeMutablePointer<Slot> {
        unsafe (UnsafeMutableRawPointer(header) + Self.headerSize)
            .assumingMemoryBound(to: Slot.self)
    }

    /// Returns the chunk with another capacity. Its address may change; the links to it are the
    /// caller's.
    consuming func resized(capacity: Int) -> NodeChunk {
        guard let memory = unsafe realloc(header, Self.size(capacity)) else {
            fatalError("out of memory")
        }
        let chunk = unsafe NodeChunk(memory.assumingMemoryBound(to: Header.self))
        unsafe chunk.header.pointee.capacity = UInt32(truncatingIfNeeded: capacity)
        return unsafe chunk
    }

    /// Puts a node at `index`; there is room for it.
    func insert(_ node: consuming ListNode, at index: Int) {
        let slot = unsafe slots + index
        unsafe (slot + 1).moveInitialize(from: slot, count: count - index)
        unsafe slot.initialize(to: Slot(node))
        unsafe header.pointee.count += 1
        unsafe header.pointee.elementCount += Int(slot.pointee.count)
    }

    /// Takes the node at `index` out.
    func remove(at index: Int) -> ListNode {
        let slot = unsafe slots + index
        unsafe header.pointee.count -= 1
        unsafe header.pointee.elementCount -= Int(slot.pointee.count)
        let node = unsafe slot.move().node
        unsafe slot.moveInitialize(from: slot + 1, count: count - index)
        return node
    }

    /// Moves the nodes from `index` on to an empty chunk that has room for them.
    func moveNodes(from index: Int, to other: NodeChunk) {
        let moved = unsafe count - index
        unsafe other.slots.moveInitialize(from: slots + index, count: moved)
        var elements = 0
        for i in 0..<moved { unsafe elements += Int(other.slots[i].count) }
        unsafe header.pointee.count -= UInt32(moved)
        unsafe header.pointee.elementCount -= elements
        unsafe other.header.pointee.count = UInt32(moved)
        unsafe other.header.pointee.elementCount = elements
    }

    /// Frees the chunk and its nodes.
    func destroy() {
        unsafe slots.deinitialize(count: count)
        unsafe free(header)
    }

    func checkInvariants() {
        unsafe precondition(count > 0 && count <= capacity)
        var sum = 0
        for i in unsafe 0..<count {
            unsafe slots[i].node.checkInvariants()
            unsafe precondition(slots[i].node.count == Int(slots[i].count))
            unsafe sum += Int(slots[i].count)
        }
        unsafe precondition(sum == header.pointee.elementCount)
    }
}
