/// A node of a quicklist: elements that are packed together, or one that is too large for that.
enum ListNode: ~Copyable {
    case packed(PackedList)
    case plain(Blob)

    /// Makes a node of one element, packed unless it has at least `threshold` bytes.
    init(_ element: Span<UInt8>, plainFrom threshold: Int) {
        guard element.count < threshold else {
            self = .plain(Blob(copying: element))
            return
        }
        var list = PackedList()
        list.append(element)
        if element.count > 64 { list.shrinkToFit() }
        self = .packed(list)
    }

    /// The number of elements.
    @inline(__always) var count: Int {
        switch self {
        case .packed(let list): list.count
        case .plain: 1
        }
    }

    /// The number of bytes that Redis counts.
    @inline(__always) var byteCount: Int {
        switch self {
        case .packed(let list): list.byteCount
        case .plain(let blob): blob.count
        }
    }

    var isPlain: Bool {
        switch self {
        case .packed: false
        case .plain: true
        }
    }

    /// How many bytes the node takes besides its place in the row.
    var memoryUsage: Int {
        switch self {
        case .packed(let list): list.memoryUsage
        case .plain(let blob): blob.memoryUsage
        }
    }

    /// Returns a node of its own with the same elements.
    borrowing func copy() -> ListNode {
        switch self {
        case .packed(let list): .packed(list.copy())
        case .plain(let blob): .plain(Blob(copying: blob.span))
        }
    }

    func checkInvariants() {
        switch self {
        case .packed(let list):
            list.checkInvariants()
            precondition(!list.isEmpty)
        case .plain: break
        }
    }
}

// MARK: - Limits

extension ListNode {
    /// Returns whether one more element, of `elementCount` bytes, may join the node.
    @inline(__always)
    func allows(_ elementCount: Int, limit: NodeLimit, plainFrom threshold: Int) -> Bool {
        guard elementCount < threshold else { return false }
        return switch self {
        // Redis takes 8 bytes for what an element needs besides its text.
        case .packed(let list):
            limit.allows(byteCount: list.byteCount &+ elementCount &+ 8, count: list.count &+ 1)
        case .plain: false
        }
    }

    /// Returns whether the elements of another node may join those of this one.
    func allowsJoining(_ other: borrowing ListNode, limit: NodeLimit) -> Bool {
        guard !isPlain, !other.isPlain else { return false }
        // The head and the mark of one of them are no longer needed; Redis takes 11 bytes for them.
        return limit.allows(
            byteCount: byteCount + other.byteCount - 11, count: count + other.count)
    }
}

// MARK: - Reading

extension ListNode {
    /// The element of a plain node.
    private static let onlyPosition = PackedPosition(offset: 0)

    /// Returns the position of the first or the last element.
    @inline(__always) func position(at end: ListEnd) -> PackedPosition? {
        switch self {
        case .packed(let list): end == .head ? list.first : list.last
        case .plain: Self.onlyPosition
        }
    }

    /// Returns the position of the element at `index`, which there is.
    func position(at index: Int) -> PackedPosition? {
        switch self {
        case .packed(let list): list.position(at: index)
        case .plain: Self.onlyPosition
        }
    }

    /// Returns the position of the next element on the way from `end` to the other end, or nil.
    @inline(__always)
    func position(after position: PackedPosition, from end: ListEnd) -> PackedPosition? {
        switch self {
        case .packed(let list):
            end == .head ? list.position(after: position) : list.position(before: position)
        case .plain: nil
        }
    }
}

extension ListNode {
    /// Calls `body` with the node as it is written into payloads, and whether it is plain.
    func withBytes(_ body: (Span<UInt8>, Bool) -> Void) {
        switch self {
        case .packed(let list): body(list.bytes, false)
        case .plain(let blob): body(blob.span, true)
        }
    }
}

// MARK: - Changing

extension ListNode {
    /// Calls `body` with the elements, if they are packed.
    @inline(__always) mutating func change(_ body: (inout PackedList) -> Void) {
        switch consume self {
        case .packed(var list):
            body(&list)
            self = .packed(list)
        case .plain(let blob):
            self = .plain(blob)
        }
    }

    /// Adds an element at an end of a packed node.
    @inline(__always) mutating func push(_ element: Span<UInt8>, at end: ListEnd) {
        change { list in
            switch end {
            case .head: list.prepend(element)
            case .tail: list.append(element)
            }
        }
    }

    /// Puts an element next to the one at `position` of a packed node, nearer to `end`.
    mutating func insert(
        _ element: Span<UInt8>, next position: PackedPosition, towards end: ListEnd
    ) {
        change { list in
            switch end {
            case .head: list.insert(element, before: position)
            case .tail: list.insert(element, after: position)
            }
        }
    }

    /// Puts another element, which is as this node holds them, in the place of the one at `position`.
    mutating func replace(at position: PackedPosition, with element: Span<UInt8>) {
        switch consume self {
        case .packed(var list):
            list.replace(at: position, with: element)
            self = .packed(list)
        case .plain:
            self = .plain(Blob(copying: element))
        }
    }

    /// Returns whether the node can hold so many bytes more.
    func hasRoom(for byteCount: Int) -> Bool {
        self.byteCount + byteCount < Int(UInt32.max) - 16
    }

    /// Takes the elements from `position` on out of a packed node.
    mutating func split(before position: PackedPosition) -> ListNode {
        var tail = PackedList()
        change { list in tail = list.split(before: position) }
        return .packed(tail)
    }

    /// Appends the elements of another packed node.
    mutating func append(contentsOf other: borrowing ListNode) {
        switch other {
        case .packed(let tail): change { list in list.append(contentsOf: tail) }
        case .plain: preconditionFailure("a plain node joins no other")
        }
    }

    /// Gives back the room that is kept for further elements.
    mutating func shrink() {
        change { list in list.shrinkToFit() }
    }
}
