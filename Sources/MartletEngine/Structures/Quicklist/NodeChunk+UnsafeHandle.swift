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
        /// The number of nodes, and of places for them.
        var count: UInt32
        var capacity: UInt32
    }

    /// A node, and how many elements it has: so nobody needs to look into it to pass it over.
    struct Place: ~Copyable {
        var node: ListNode
        var count: UInt32

        init(_ node: consuming ListNode) {
            count = UInt32(truncatingIfNeeded: node.count)
            self.node = node
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
        headerSize + capacity * MemoryLayout<Place>.stride
    }

    @inline(__always) var count: Int { unsafe Int(header.pointee.count) }

    @inline(__always) var capacity: Int { unsafe Int(header.pointee.capacity) }

    @inline(__always) var places: UnsafeMutablePointer<Place> {
        unsafe (UnsafeMutableRawPointer(header) + Self.headerSize)
            .assumingMemoryBound(to: Place.self)
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
        let place = unsafe places + index
        unsafe (place + 1).moveInitialize(from: place, count: count - index)
        unsafe place.initialize(to: Place(node))
        unsafe header.pointee.count += 1
        unsafe header.pointee.elementCount += Int(place.pointee.count)
    }

    /// Takes the node at `index` out.
    func remove(at index: Int) -> ListNode {
        let place = unsafe places + index
        unsafe header.pointee.count -= 1
        unsafe header.pointee.elementCount -= Int(place.pointee.count)
        let node = unsafe place.move().node
        unsafe place.moveInitialize(from: place + 1, count: count - index)
        return node
    }

    /// Moves the nodes from `index` on to an empty chunk that has room for them.
    func moveNodes(from index: Int, to other: NodeChunk) {
        let moved = unsafe count - index
        unsafe other.places.moveInitialize(from: places + index, count: moved)
        var elements = 0
        for i in 0..<moved { unsafe elements += Int(other.places[i].count) }
        unsafe header.pointee.count -= UInt32(moved)
        unsafe header.pointee.elementCount -= elements
        unsafe other.header.pointee.count = UInt32(moved)
        unsafe other.header.pointee.elementCount = elements
    }

    /// Frees the chunk and its nodes.
    func destroy() {
        unsafe places.deinitialize(count: count)
        unsafe free(header)
    }
}

extension NodeChunk {
    @inline(__always)
    static func == (left: NodeChunk, right: NodeChunk) -> Bool {
        unsafe left.header == right.header
    }
}
