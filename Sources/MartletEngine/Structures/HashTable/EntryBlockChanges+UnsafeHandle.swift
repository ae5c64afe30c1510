#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

// What makes a block of another: each takes the old block and returns the one to keep.
extension EntryBlock {
    /// Returns the payload that holds a reference of its own to `object`.
    static func payload(retaining object: AnyObject) -> UInt64 {
        unsafe UInt64(UInt(bitPattern: Unmanaged.passRetained(object).toOpaque()))
    }

    /// Returns a copy: its own bytes and objects; a blob is shared until one side changes it.
    func copy() -> EntryBlock {
        let size = unsafe size
        guard let memory = unsafe malloc(size) else { fatalError("out of memory") }
        unsafe memory.copyMemory(from: self.memory, byteCount: size)
        let copy = unsafe EntryBlock(
            (memory + traits.deadlineSize).assumingMemoryBound(to: Header.self))
        switch unsafe kind {
        case .bytes, .integer: break
        case .blob: unsafe copy.header.pointee.payload = Self.payload(retaining: blob)
        case .list, .hash, .set, .sortedSet, .stream:
            if unsafe isFolded {
                let elements = unsafe FoldedElements.read(word) { elements in elements.copy() }
                unsafe copy.header.pointee.payload = UInt64(elements.release())
                break
            }
            guard let object = unsafe storedObject else {
                preconditionFailure("what is stored is no object")
            }
            unsafe copy.header.pointee.payload = Self.payload(retaining: object.copy())
        }
        return unsafe copy
    }

    /// Moves the value into a block with another key, and frees this one.
    func rekeyed(_ newKey: Span<UInt8>) -> EntryBlock {
        let room = unsafe kind == .bytes ? valueCapacity : 0
        let moved = unsafe EntryBlock(
            key: newKey, traits: traits, payload: header.pointee.payload, capacity: room)
        if unsafe traits.hasDeadline { unsafe moved.deadline = deadline }
        if room > 0 { unsafe moved.value.update(from: value, count: valueCount) }
        unsafe free(memory)
        return unsafe moved
    }

    /// Sets, changes or removes the deadline; the first and the last move the block.
    func withDeadline(_ deadline: Int?) -> EntryBlock {
        if let deadline, unsafe traits.hasDeadline {
            unsafe self.deadline = deadline
            return unsafe self
        }
        guard unsafe (deadline != nil) != traits.hasDeadline else { return unsafe self }
        let oldPrefix = unsafe traits.deadlineSize
        let size = unsafe size - oldPrefix
        let prefix = 8 - oldPrefix
        guard let memory = unsafe malloc(prefix + size) else { fatalError("out of memory") }
        unsafe (memory + prefix).copyMemory(from: header, byteCount: size)
        let moved = unsafe EntryBlock((memory + prefix).assumingMemoryBound(to: Header.self))
        unsafe moved.traits.hasDeadline = deadline != nil
        if let deadline { unsafe moved.deadline = deadline }
        unsafe free(self.memory)
        return unsafe moved
    }

    /// Makes room for `capacity` bytes of value in a block whose value is bytes.
    func withCapacity(_ capacity: Int) -> EntryBlock {
        let prefix = unsafe traits.deadlineSize
        let head = unsafe Self.headerSize + keyCount
        let room = ((head + capacity + 7) & ~7) - head
        guard let memory = unsafe realloc(self.memory, prefix + head + room) else {
            fatalError("out of memory")
        }
        let grown = unsafe EntryBlock((memory + prefix).assumingMemoryBound(to: Header.self))
        unsafe grown.header.pointee.payload = UInt64(grown.valueCount) | UInt64(room) << 32
        return unsafe grown
    }

    /// Changes the kind and the payload of a block whose value needs no more freeing; the room for
    /// bytes that the old kind had is given back.
    func changed(to kind: ValueKind, payload: UInt64) -> EntryBlock {
        let room = unsafe self.kind == .bytes ? valueCapacity : 0
        var traits = unsafe self.traits
        traits.rawValue = traits.rawValue & ~0xf | UInt32(kind.rawValue)
        unsafe self.traits = traits
        unsafe header.pointee.payload = payload
        guard room > 0 else { return unsafe self }
        let prefix = traits.deadlineSize
        let size = unsafe prefix + Self.headerSize + keyCount
        guard let memory = unsafe realloc(self.memory, size) else { fatalError("out of memory") }
        return unsafe EntryBlock((memory + prefix).assumingMemoryBound(to: Header.self))
    }

    /// What malloc takes for the block, and its share of a bucket.
    var allocatedSize: Int {
        unsafe AllocationSize.size(of: size) + 9
    }
}
