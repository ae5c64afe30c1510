#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

/// Elements packed one behind the other into one allocation: lists, hashes and sorted sets while they
/// are small, and the nodes of long lists.
///
/// The layout is Redis's listpack, byte for byte, so that a payload is dumped and restored as it is:
/// the number of bytes (4) and of elements (2, all ones for more than fit), the elements, a mark.
///
/// Looking through it costs a few nanoseconds an element; a change moves what comes behind it. What
/// it returns are views: the compiler ends them before the list's next change.
@safe package struct PackedList: ~Copyable {
    static let headerCount = 6
    private static let endMark: UInt8 = 0xff
    /// The count of a list with more elements than its two bytes tell.
    private static let manyElements = 65535

    var base: UnsafeMutablePointer<UInt8>
    private(set) var capacity: Int

    /// Makes an empty list.
    package init() {
        self.init(capacity: 24)
        unsafe base[Self.headerCount] = Self.endMark
        byteCount = Self.headerCount + 1
        storedCount = 0
    }

    private init(capacity: Int) {
        self.capacity = capacity
        guard let memory = unsafe malloc(capacity) else { fatalError("out of memory") }
        unsafe base = memory.assumingMemoryBound(to: UInt8.self)
    }

    /// Takes over the allocation of a list that fitted when it was released.
    init(fitting base: UnsafeMutablePointer<UInt8>) {
        unsafe self.base = base
        capacity = unsafe Self.room(for: Int(ByteWords.load32(base)))
    }

    /// Gives the allocation away, to be freed by whoever takes it; its room is `room(for: byteCount)`.
    consuming func release() -> UnsafeMutablePointer<UInt8> {
        fit()
        let base = unsafe base
        discard self
        return unsafe base
    }

    deinit {
        unsafe free(base)
    }

    /// The number of bytes that the list takes as a payload.
    @inline(__always) package internal(set) var byteCount: Int {
        get { unsafe Int(ByteWords.load32(base)) }
        set { unsafe ByteWords.store(UInt32(truncatingIfNeeded: newValue), at: base) }
    }

    /// The number of elements. Takes O(n) from 65,535 on.
    @inline(__always) package var count: Int {
        let stored = storedCount
        return stored < Self.manyElements ? stored : countOneByOne()
    }

    @inline(__always) private var storedCount: Int {
        get { unsafe Int(ByteWords.load16(base + 4)) }
        set {
            let count = UInt16(truncatingIfNeeded: min(newValue, Self.manyElements))
            unsafe ByteWords.store(count, at: base + 4)
        }
    }

    @inline(never) private func countOneByOne() -> Int {
        var count = 0
        var position = first
        while let current = position {
            count += 1
            position = self.position(after: current)
        }
        return count
    }

    package var isEmpty: Bool { byteCount == Self.headerCount + 1 }

    /// The payload.
    package var bytes: Span<UInt8> {
        @_lifetime(borrow self)
        borrowing get {
            let span = unsafe Span(_unsafeStart: UnsafePointer(base), count: byteCount)
            return unsafe _overrideLifetime(span, borrowing: self)
        }
    }

    /// How many bytes the allocator gave for the list.
    package var memoryUsage: Int { AllocationSize.size(of: capacity) }

    /// Returns a list of its own with the same elements.
    package borrowing func copy() -> PackedList {
        PackedList(copying: bytes)
    }

    private init(copying bytes: Span<UInt8>) {
        self.init(capacity: bytes.count)
        unsafe bytes.withBase { source, count in unsafe base.update(from: source, count: count) }
    }

    /// Makes a list of a payload, which may come from anywhere; nil if it isn't a list.
    package init?(validating bytes: Span<UInt8>) {
        let isWellFormed = unsafe bytes.withBase { base, count in
            unsafe Self.isWellFormed(UnsafeMutablePointer(mutating: base), count)
        }
        guard isWellFormed else { return nil }
        self.init(copying: bytes)
    }

    /// Gives back the room behind the last element.
    package mutating func shrinkToFit() {
        guard capacity > byteCount else { return }
        resize(to: byteCount)
    }

    /// Gives back most of the room behind the last element.
    @inline(__always) private mutating func fit() {
        let room = Self.room(for: byteCount)
        if room != capacity { resize(to: room) }
    }

    /// The room for a list of `count` bytes: what malloc gives, in larger steps the longer it is.
    @inline(__always) private static func room(for count: Int) -> Int {
        guard count > 256 else { return max(24, ((count &+ 23) & ~15) &- 8) }
        let step = 1 &<< (59 &- count.leadingZeroBitCount)
        return ((count &+ 7 &+ step) & ~(step &- 1)) &- 8
    }

    private mutating func resize(to capacity: Int) {
        guard let memory = unsafe realloc(base, capacity) else { fatalError("out of memory") }
        unsafe base = memory.assumingMemoryBound(to: UInt8.self)
        self.capacity = capacity
    }
}

/// The bytes have one owner, and move with it.
extension PackedList: @unchecked Sendable {}

// MARK: - Changing

extension PackedList {
    /// Puts `added` bytes, which are `elements` elements, in the place of `removed` at `offset`: the
    /// tail moves, and `write` fills the gap.
    @inline(__always)
    mutating func replace(
        at offset: Int, removing removed: Int, adding added: Int, elements: Int,
        _ write: (UnsafeMutablePointer<UInt8>) -> Void
    ) {
        let oldCount = byteCount
        let newCount = oldCount &- removed &+ added
        let stored = storedCount
        if newCount > capacity { grow(to: newCount) }
        let gap = unsafe base + offset
        let tailCount = oldCount &- offset &- removed
        if removed != added { unsafe memmove(gap + added, gap + removed, tailCount) }
        unsafe write(gap)
        byteCount = newCount
        if stored < Self.manyElements { storedCount = stored &+ elements }
        if newCount &* 2 < capacity, capacity > 64 { resize(to: newCount) }
    }

    @inline(never) private mutating func grow(to count: Int) {
        precondition(count <= Int(UInt32.max), "a packed list has its limits")
        resize(to: Self.room(for: count))
    }
}

// MARK: - Checking

extension PackedList {
    /// Returns whether these bytes are a list: they may come from anywhere.
    private static func isWellFormed(_ base: UnsafeMutablePointer<UInt8>, _ count: Int) -> Bool {
        guard count > headerCount, unsafe ByteWords.load32(base) == count else { return false }
        let end = count - 1
        guard unsafe base[end] == endMark else { return false }
        var (offset, elements) = (headerCount, 0)
        while offset < end {
            guard let next = unsafe endOfEntry(base, at: offset, limit: end) else { return false }
            offset = next
            elements += 1
        }
        let stored = unsafe Int(ByteWords.load16(base + 4))
        return stored == manyElements || stored == elements
    }

    /// Returns where the entry at `offset` ends, if it is one and ends before `limit`.
    private static func endOfEntry(
        _ base: UnsafeMutablePointer<UInt8>, at offset: Int, limit: Int
    ) -> Int? {
        let headCount: Int
        switch unsafe base[offset] {
        case ..<0xc0: headCount = 1
        case ..<0xf0: headCount = 2
        case 0xf0: headCount = 5
        case 0xf1: headCount = 3
        case 0xf2: headCount = 4
        case 0xf3: headCount = 5
        case 0xf4: headCount = 9
        default: return nil
        }
        guard headCount <= limit - offset else { return nil }
        let entry = unsafe PackedEntry(at: base + offset)
        let (body, count) = unsafe (entry.bodyCount, entry.count)
        guard count <= limit - offset else { return nil }
        let end = unsafe base + (offset + count)
        guard unsafe PackedEntry.readTail(before: end, most: count - body) == body else {
            return nil
        }
        return offset + count
    }

    /// Stops the program if the list contradicts itself. Takes O(n).
    package func checkInvariants() {
        unsafe precondition(Self.isWellFormed(base, byteCount) && byteCount <= capacity)
        var (count, position) = (0, last)
        while let current = position {
            count += 1
            position = self.position(before: current)
        }
        precondition(count == self.count)
    }
}
