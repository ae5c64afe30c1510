extension HashTable {
    /// Stores a copy of `bytes` at `key`, in place where they fit; returns whether the key is new.
    @discardableResult
    package mutating func set(_ key: Span<UInt8>, bytes: Span<UInt8>) -> Bool {
        let oldCount = count
        if bytes.count > EntryBlock.longestValue || !store(bytes, at: key, usage: 0) {
            _ = put(OwnedEntry(key: key, bytes: bytes, attributes: EntryAttributes()))
        }
        return count != oldCount
    }

    /// Stores `integer` at `key`; returns whether the key is new.
    @discardableResult
    package mutating func set(_ key: Span<UInt8>, integer: Int) -> Bool {
        let oldCount = count
        if !store(integer, at: key, usage: 0) {
            _ = put(OwnedEntry(key: key, integer: integer, attributes: EntryAttributes()))
        }
        return count != oldCount
    }

    /// Stores `object` at `key`; returns whether the key is new.
    @discardableResult
    package mutating func set<Object: StoredObject>(_ key: Span<UInt8>, object: Object) -> Bool {
        let oldCount = count
        _ = put(OwnedEntry(key: key, object: object, attributes: EntryAttributes()))
        return count != oldCount
    }

    /// Adds `key` without a value unless it is there; returns whether it was added.
    @inline(__always) package mutating func insert(_ key: Span<UInt8>) -> Bool {
        let hash = seed.hash(key)
        guard unsafe slot(of: key, hash: hash) == nil else { return false }
        unsafe insert(EntryBlock(key: key, traits: EntryTraits(.bytes), payload: 0), hash: hash)
        return true
    }

    /// Stores a copy of `bytes`, which are few, at `key`, unless what is there expires: then nothing
    /// happens and the result is false.
    @inline(__always)
    mutating func store(_ bytes: Span<UInt8>, at key: Span<UInt8>, usage: UInt32) -> Bool {
        precondition(bytes.count <= EntryBlock.longestValue)
        let traits = EntryTraits(.bytes, usage: usage)
        let hash = seed.hash(key)
        guard let slot = unsafe slot(of: key, hash: hash) else {
            unsafe insert(EntryBlock(key: key, bytes: bytes, traits: traits), hash: hash)
            return true
        }
        if unsafe slot.pointee.traits.hasDeadline { return false }
        if unsafe slot.pointee.overwrite(with: bytes) {
            unsafe slot.pointee.traits = traits
        } else {
            unsafe replace(slot, with: EntryBlock(key: key, bytes: bytes, traits: traits))
        }
        return true
    }

    /// Stores `integer` at `key`, unless what is there expires: then nothing happens and the result
    /// is false.
    @inline(__always)
    mutating func store(_ integer: Int, at key: Span<UInt8>, usage: UInt32) -> Bool {
        let payload = UInt64(truncatingIfNeeded: integer)
        let traits = EntryTraits(.integer, usage: usage)
        let hash = seed.hash(key)
        guard let slot = unsafe slot(of: key, hash: hash) else {
            unsafe insert(EntryBlock(key: key, traits: traits, payload: payload), hash: hash)
            return true
        }
        let block = unsafe slot.pointee
        if unsafe block.traits.hasDeadline { return false }
        if unsafe block.kind == .integer {
            unsafe block.header.pointee.payload = payload
            unsafe block.traits = traits
        } else {
            unsafe replace(slot, with: EntryBlock(key: key, traits: traits, payload: payload))
        }
        return true
    }

    /// Calls `change` with the integer at `key`, to change it in place.
    ///
    /// Returns nil, without a call, if the value is not an integer or is missing.
    @inline(__always)
    package mutating func updateInteger<Result, Failure: Error>(
        at key: Span<UInt8>, usage: UInt32 = 0, _ change: (inout Int) throws(Failure) -> Result
    ) throws(Failure) -> Result? {
        guard let slot = unsafe slot(of: key, hash: seed.hash(key)) else { return nil }
        let block = unsafe slot.pointee
        guard unsafe block.kind == .integer else { return nil }
        unsafe block.traits = block.traits.ofNewInteger(usage: usage)
        var integer = unsafe Int(truncatingIfNeeded: block.header.pointee.payload)
        defer { unsafe block.header.pointee.payload = UInt64(truncatingIfNeeded: integer) }
        return try change(&integer)
    }

    /// Removes `key`; returns whether it was there.
    @inline(__always) package mutating func remove(_ key: Span<UInt8>) -> Bool {
        let hash = seed.hash(key)
        guard let slot = unsafe slot(of: key, hash: hash) else { return false }
        unsafe detach(slot, hash: hash).destroy()
        return true
    }
}

// MARK: - Whole entries

extension HashTable {
    /// Stores an entry at its key, and returns the one that was there.
    @discardableResult
    package mutating func put(_ entry: consuming OwnedEntry) -> OwnedEntry? {
        let block = unsafe entry.release()
        let hash = unsafe hash(of: block)
        let key = unsafe Span(_unsafeStart: UnsafePointer(block.key), count: block.keyCount)
        guard let slot = unsafe slot(of: key, hash: hash) else {
            unsafe insert(block, hash: hash)
            return nil
        }
        let old = unsafe slot.pointee
        unsafe slot.pointee = block
        return unsafe OwnedEntry(old)
    }

    /// Takes the entry at `key` out of the table.
    package mutating func take(_ key: Span<UInt8>) -> OwnedEntry? {
        let hash = seed.hash(key)
        guard let slot = unsafe slot(of: key, hash: hash) else { return nil }
        return unsafe OwnedEntry(detach(slot, hash: hash))
    }

    /// Takes an entry out of the table that is drawn by chance, as `randomEntry` draws it.
    package mutating func takeRandom(
        using generator: inout some RandomNumberGenerator
    ) -> OwnedEntry? {
        guard let slot = unsafe randomSlot(using: &generator) else { return nil }
        return unsafe OwnedEntry(detach(slot, hash: hash(of: slot.pointee)))
    }

    /// Takes an entry that expires at `deadline`, and whose key has this hash, out of the table.
    package mutating func take(hash: UInt64, deadline: Int) -> OwnedEntry? {
        guard let slot = unsafe slot(ofHash: hash, deadline: deadline) else { return nil }
        return unsafe OwnedEntry(detach(slot, hash: hash))
    }

    /// A deadline that an entry had before it got another.
    package struct DeadlineChange {
        package let hash: UInt64
        package let old: Int?
    }

    /// Stores a copy of `bytes` and another deadline at `key`, if what is there are bytes that expire
    /// and the new ones fit; else nothing happens and the result is nil.
    package mutating func overwrite(
        _ bytes: Span<UInt8>, at key: Span<UInt8>, attributes: EntryAttributes
    ) -> DeadlineChange? {
        let hash = seed.hash(key)
        guard let deadline = attributes.deadline, let slot = unsafe slot(of: key, hash: hash),
            unsafe slot.pointee.traits.hasDeadline, unsafe slot.pointee.overwrite(with: bytes)
        else { return nil }
        let change = unsafe DeadlineChange(hash: hash, old: slot.pointee.deadline)
        unsafe slot.pointee.deadline = deadline
        unsafe slot.pointee.traits = EntryTraits(.bytes, attributes: attributes)
        return change
    }

    /// Sets or removes the deadline of the entry at `key`; returns nil if there is none.
    package mutating func setDeadline(_ deadline: Int?, at key: Span<UInt8>) -> DeadlineChange? {
        let hash = seed.hash(key)
        guard let slot = unsafe slot(of: key, hash: hash) else { return nil }
        let old = unsafe Entry(slot.pointee, in: self).deadline
        unsafe slot.pointee = slot.pointee.withDeadline(deadline)
        return DeadlineChange(hash: hash, old: old)
    }
}
