#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

/// The allocation of an `IntegerSet`: the width and the count as words of 4 bytes, then the integers.
@safe struct IntegerSetStorage {
    private(set) var base: UnsafeMutableRawPointer?

    static var headerSize: Int { 8 }
    /// The most integers that the count has room for is more; Redis stops here.
    static var longestCount: Int { 1 << 30 }

    init() {
        unsafe base = nil
    }

    init(owning base: UnsafeMutableRawPointer?) {
        unsafe self.base = base
    }

    /// Copies an intset, unless it has no integers, or is none: too short or too long for its count,
    /// or not in order.
    init?(validating bytes: Span<UInt8>) {
        guard bytes.count >= Self.headerSize else { return nil }
        let (width, count) = unsafe bytes.withBase { base, _ in
            unsafe (Int(ByteWords.load32(base)), Int(ByteWords.load32(base + 4)))
        }
        guard [2, 4, 8].contains(width), count > 0, count <= Self.longestCount,
            bytes.count == Self.headerSize + count * width
        else { return nil }
        unsafe base = Self.allocate(width: width, count: count)
        unsafe bytes.withBase { source, size in
            unsafe base?.copyMemory(from: source, byteCount: size)
        }
        for index in 1..<count where element(at: index - 1) >= element(at: index) {
            deallocate()
            return nil
        }
    }

    func deallocate() {
        unsafe free(base)
    }

    /// Returns how many bytes an integer needs.
    static func width(of integer: Int) -> Int {
        if Int16(exactly: integer) != nil { return 2 }
        return Int32(exactly: integer) != nil ? 4 : 8
    }

    /// 0 before the first integer.
    var width: Int {
        guard let base = unsafe base else { return 0 }
        return unsafe Int(base.load(as: UInt32.self))
    }

    var count: Int {
        guard let base = unsafe base else { return 0 }
        return unsafe Int(base.load(fromByteOffset: 4, as: UInt32.self))
    }

    var allocatedSize: Int {
        unsafe base == nil ? 0 : AllocationSize.size(of: Self.size(width: width, count: count))
    }

    @_lifetime(borrow owner)
    func bytes<Owner: ~Copyable>(of owner: borrowing Owner) -> Span<UInt8> {
        guard let base = unsafe base else { return Span() }
        let start = unsafe UnsafePointer(base.assumingMemoryBound(to: UInt8.self))
        let span = unsafe Span(_unsafeStart: start, count: Self.headerSize + count * width)
        return unsafe _overrideLifetime(span, borrowing: owner)
    }

    /// Returns the integer at `index`, which exists.
    @inline(__always) func element(at index: Int) -> Int {
        guard let base = unsafe base else { preconditionFailure("there is no integer") }
        return unsafe Self.load(base + Self.headerSize, index, width)
    }

    @inline(__always)
    private static func load(
        _ elements: UnsafeMutableRawPointer, _ index: Int, _ width: Int
    ) -> Int {
        switch width {
        case 2: unsafe Int(elements.load(fromByteOffset: index &* 2, as: Int16.self))
        case 4: unsafe Int(elements.load(fromByteOffset: index &* 4, as: Int32.self))
        default: unsafe elements.load(fromByteOffset: index &* 8, as: Int.self)
        }
    }

    @inline(__always)
    private static func store(
        _ integer: Int, _ elements: UnsafeMutableRawPointer, _ index: Int, _ width: Int
    ) {
        let place = unsafe elements + index &* width
        switch width {
        case 2: unsafe place.storeBytes(of: Int16(truncatingIfNeeded: integer), as: Int16.self)
        case 4: unsafe place.storeBytes(of: Int32(truncatingIfNeeded: integer), as: Int32.self)
        default: unsafe place.storeBytes(of: integer, as: Int.self)
        }
    }

    /// Returns the place of the first integer that isn't below `integer`.
    func lowerBound(of integer: Int) -> Int {
        guard let base = unsafe base else { return 0 }
        let (elements, width) = unsafe (base + Self.headerSize, width)
        var (low, high) = (0, count)
        while low < high {
            let middle = (low &+ high) &>> 1
            if unsafe Self.load(elements, middle, width) < integer {
                low = middle &+ 1
            } else {
                high = middle
            }
        }
        return low
    }
}

// MARK: - Changing

extension IntegerSetStorage {
    /// Puts `integer`, which is no wider than the others, before the one at `index`.
    mutating func insert(_ integer: Int, at index: Int) {
        let (oldCount, width) = (count, width)
        precondition(oldCount < Self.longestCount && index >= 0 && index <= oldCount)
        resize(from: oldCount, to: oldCount + 1)
        guard let base = unsafe base else { return }
        let place = unsafe base + (Self.headerSize + index * width)
        unsafe memmove(place + width, place, (oldCount - index) * width)
        unsafe Self.store(integer, base + Self.headerSize, index, width)
    }

    /// Removes the integer at `index`.
    mutating func remove(at index: Int) {
        let (oldCount, width) = (count, width)
        precondition(index >= 0 && index < oldCount)
        guard let base = unsafe base else { return }
        let place = unsafe base + (Self.headerSize + index * width)
        unsafe memmove(place, place + width, (oldCount - index - 1) * width)
        resize(from: oldCount, to: oldCount - 1)
    }

    /// Makes all integers `newWidth` bytes wide and adds one that needs so many: it is smaller or
    /// larger than the others.
    mutating func widen(to newWidth: Int, adding integer: Int) {
        let (oldCount, oldWidth) = (count, width)
        precondition(oldCount < Self.longestCount)
        let wider = unsafe Self.allocate(width: newWidth, count: oldCount + 1)
        let elements = unsafe wider + Self.headerSize
        let first = integer < 0 ? 1 : 0
        if let base = unsafe base {
            for index in 0..<oldCount {
                let value = unsafe Self.load(base + Self.headerSize, index, oldWidth)
                unsafe Self.store(value, elements, index + first, newWidth)
            }
        }
        unsafe Self.store(integer, elements, integer < 0 ? 0 : oldCount, newWidth)
        deallocate()
        unsafe base = wider
    }

    func copy() -> IntegerSetStorage {
        var copy = IntegerSetStorage()
        guard let base = unsafe base else { return copy }
        let twin = unsafe Self.allocate(width: width, count: count)
        unsafe twin.copyMemory(from: base, byteCount: Self.headerSize + count * width)
        unsafe copy.base = twin
        return copy
    }

    /// Allocates room for so many integers, and writes the two words.
    private static func allocate(width: Int, count: Int) -> UnsafeMutableRawPointer {
        guard let memory = unsafe malloc(size(width: width, count: count)) else {
            fatalError("out of memory")
        }
        unsafe memory.storeBytes(of: UInt32(width), as: UInt32.self)
        unsafe memory.storeBytes(of: UInt32(count), toByteOffset: 4, as: UInt32.self)
        return unsafe memory
    }

    /// Changes the count and makes room for it.
    private mutating func resize(from oldCount: Int, to newCount: Int) {
        let newSize = Self.size(width: width, count: newCount)
        if newSize != Self.size(width: width, count: oldCount) {
            guard let memory = unsafe realloc(base, newSize) else { fatalError("out of memory") }
            unsafe base = memory
        }
        unsafe base?.storeBytes(of: UInt32(newCount), toByteOffset: 4, as: UInt32.self)
    }

    /// Returns the size of an allocation: in the steps of malloc, so that not each integer asks it.
    private static func size(width: Int, count: Int) -> Int {
        ((headerSize + count * width + 7) & ~15) + 8
    }
}
