extension HashTable {
    /// Changes the string at `key` in place, which becomes `raw`; a missing one begins empty.
    ///
    /// `newCount` is told the length of the string and returns the one that it shall have, `body`
    /// gets the bytes, the new ones being zero, and the old length. Returns nil, without a call of
    /// `body`, if the value is not a string.
    package mutating func editString<Result>(
        at key: Span<UInt8>, usage: UInt32, newCount: (Int) -> Int,
        _ body: (inout MutableSpan<UInt8>, Int) -> Result
    ) -> Result? {
        let hash = seed.hash(key)
        guard let slot = unsafe slot(of: key, hash: hash) else {
            let empty = unsafe EntryBlock(key: key, traits: EntryTraits(.bytes), payload: 0)
            let (block, oldCount) = unsafe Self.resize(empty, usage, newCount)
            unsafe insert(block, hash: hash)
            return unsafe block.withMutableBytes { body(&$0, oldCount) }
        }
        guard unsafe slot.pointee.kind.isString else { return nil }
        let (block, oldCount) = unsafe Self.resize(slot.pointee, usage, newCount)
        unsafe slot.pointee = block
        return unsafe block.withMutableBytes { body(&$0, oldCount) }
    }

    private static func resize(
        _ original: EntryBlock, _ usage: UInt32, _ newCount: (Int) -> Int
    ) -> (EntryBlock, oldCount: Int) {
        var block = unsafe original
        if unsafe block.kind == .integer { unsafe block = block.withDigits() }
        let oldCount = unsafe block.kind == .blob ? block.blob.count : block.valueCount
        let count = newCount(oldCount)
        precondition(count >= 0)
        unsafe block = block.withCount(count, from: oldCount)
        var traits = unsafe block.traits
        traits.isRaw = true
        traits.usage = usage
        unsafe block.traits = traits
        return unsafe (block, oldCount)
    }
}

extension EntryBlock {
    /// Spells an integer out.
    fileprivate func withDigits() -> EntryBlock {
        let integer = unsafe Int(truncatingIfNeeded: header.pointee.payload)
        let spelled = unsafe changed(to: .bytes, payload: 0).withCapacity(24)
        let count = unsafe DecimalDigits.write(integer, at: spelled.value)
        unsafe spelled.header.pointee.payload =
            UInt64(count) | UInt64(spelled.valueCapacity) << 32
        return unsafe spelled
    }

    /// Makes the bytes or the blob `count` long; what is new is zero.
    fileprivate func withCount(_ count: Int, from oldCount: Int) -> EntryBlock {
        guard unsafe kind == .bytes else {
            unsafe updateBlob { $0.resize(to: count) }
            return unsafe self
        }
        if count > Self.longestValue { return unsafe asBlob(count: count) }
        var block = unsafe self
        if unsafe count > block.valueCapacity {
            // What grows once will grow again; what is new may stay as it is.
            let room = oldCount == 0 ? count : min(count * 2, Self.longestValue)
            unsafe block = block.withCapacity(room)
        }
        if count > oldCount {
            unsafe (block.value + oldCount).update(repeating: 0, count: count - oldCount)
        }
        let counts = unsafe UInt64(count) | UInt64(block.valueCapacity) << 32
        unsafe block.header.pointee.payload = counts
        return unsafe block
    }

    private func asBlob(count: Int) -> EntryBlock {
        let blob = unsafe valueCount == 0 ? Blob(zeroCount: count) : Blob()
        let bytes = unsafe Span(_unsafeStart: UnsafePointer(value), count: valueCount)
        if bytes.count > 0 {
            blob.append(bytes)
            blob.resize(to: count)
        }
        return unsafe changed(to: .blob, payload: Self.payload(retaining: blob))
    }

    /// Calls `body` with the blob, or with a copy that takes its place if others hold it too.
    private func updateBlob(_ body: (Blob) -> Void) {
        var blob = unsafe unsafeDowncast(object.takeRetainedValue(), to: Blob.self)
        Blob.makeUnique(&blob)
        body(blob)
        unsafe header.pointee.payload = Self.payload(retaining: blob)
    }

    fileprivate func withMutableBytes<Result>(
        _ body: (inout MutableSpan<UInt8>) -> Result
    ) -> Result {
        if unsafe kind == .blob { return unsafe blob.withMutableBytes(body) }
        let buffer = unsafe UnsafeMutableBufferPointer(start: value, count: valueCount)
        var span = unsafe MutableSpan(_unsafeElements: buffer)
        return body(&span)
    }
}
