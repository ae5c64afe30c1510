extension HashTable {
    /// Returns the entry at `key`.
    @_lifetime(borrow self)
    @inline(__always) package borrowing func find(_ key: Span<UInt8>) -> Entry? {
        guard let slot = unsafe slot(of: key, hash: seed.hash(key)) else { return nil }
        return unsafe Entry(slot.pointee, in: self)
    }

    /// Calls `body` with the entry at `key`, or with nil if there is none.
    @inline(__always)
    package borrowing func withEntry<Result>(
        at key: Span<UInt8>, _ body: (Entry?) -> Result
    ) -> Result {
        body(find(key))
    }

    /// Calls `body` with each entry, until it returns false.
    package borrowing func forEach(_ body: (borrowing Entry) -> Bool) {
        var goesOn = true
        var place = 0
        while goesOn && place < 1 << depth {
            let segment = unsafe directory.places[place]
            for index in 0...shape.mask {
                unsafe segment.forEachBlock(inBucket: index) { block in
                    if goesOn { goesOn = unsafe body(Entry(block, in: self)) }
                }
            }
            place += unsafe 1 << (depth - segment.depth)
        }
    }

    /// Returns an entry by chance, each with the same probability.
    ///
    /// In a table that is nearly empty it gives up being fair after some hundred tries.
    @_lifetime(borrow self)
    package borrowing func randomEntry(
        using generator: inout some RandomNumberGenerator
    ) -> Entry? {
        guard let slot = unsafe randomSlot(using: &generator) else { return nil }
        return unsafe Entry(slot.pointee, in: self)
    }

    /// Calls `body` with an entry that is drawn by chance, as `randomEntry` draws it; returns nil if
    /// the table is empty.
    package borrowing func withRandomEntry<Result>(
        using generator: inout some RandomNumberGenerator, _ body: (borrowing Entry) -> Result
    ) -> Result? {
        guard let entry = randomEntry(using: &generator) else { return nil }
        return body(entry)
    }

    /// Returns where an entry is stored that is drawn by chance.
    borrowing func randomSlot(using generator: inout some RandomNumberGenerator) -> Slot? {
        guard count > 0 else { return nil }
        var word: UInt64 = 0
        for _ in 0..<512 {
            word = generator.next()
            let place = directoryIndex(word)
            let segment = unsafe directory.places[place]
            // A segment that takes several places must not be drawn more often.
            let width = unsafe 1 << (depth - segment.depth)
            guard place & (width - 1) == 0 else { continue }
            let bucket = unsafe segment.bucket(shape.bucket(word))
            let slot = Int(((word >> 6 & 0xffff) * UInt64(HashSegment.slotsPerBucket)) >> 16)
            let tags = unsafe bucket.load(as: UInt64.self)
            if (tags &>> UInt64(slot * 8)) & 0xff != 0 {
                return unsafe Self.slot(slot, of: bucket)
            }
        }
        return unsafe firstSlot(from: word)
    }

    /// Returns the first slot that is taken, from the bucket of a hash on, round the table.
    private borrowing func firstSlot(from hash: UInt64) -> Slot? {
        let places = 1 << depth
        for step in 0...places {
            let segment = unsafe directory.places[(directoryIndex(hash) + step) & (places - 1)]
            let first = step == 0 ? shape.bucket(hash) : 0
            for index in first...shape.mask {
                let bucket = unsafe segment.bucket(index)
                let tags = unsafe bucket.load(as: UInt64.self) & ~HashSegment.allPassed
                guard tags != 0 else { continue }
                return unsafe Self.slot(tags.trailingZeroBitCount >> 3, of: bucket)
            }
        }
        return nil
    }

    private static func slot(_ index: Int, of bucket: UnsafeMutableRawPointer) -> Slot {
        unsafe (bucket + (8 + index * 8)).assumingMemoryBound(to: EntryBlock.self)
    }

    /// Returns a table of its own with the same entries. Blobs are shared until one side changes
    /// them.
    package borrowing func copy() -> HashTable {
        var copy = HashTable(seed: seed)
        copy.destroyStorage()
        let places = 1 << depth
        let newPlaces = UnsafeMutablePointer<HashSegment>.allocate(capacity: places)
        var place = 0
        while place < places {
            let segment = unsafe directory.places[place]
            let width = unsafe 1 << (depth - segment.depth)
            let twin = unsafe segment.copy(bucketCount: shape.bucketCount)
            unsafe (newPlaces + place).initialize(repeating: twin, count: width)
            place += width
        }
        unsafe copy.directory = HashDirectory(newPlaces)
        copy.count = count
        copy.depth = depth
        copy.shape = shape
        copy.segmentCount = segmentCount
        copy.deepestCount = deepestCount
        copy.shrinkBelow = shrinkBelow
        return copy
    }
}

extension HashSegment {
    /// Returns a segment with copies of the blocks, in the same places.
    fileprivate func copy(bucketCount: Int) -> HashSegment {
        let twin = unsafe HashSegment(bucketCount: bucketCount, depth: depth)
        unsafe twin.base.copyMemory(from: base, byteCount: 64 + bucketCount * 64)
        for index in 0..<bucketCount {
            let bucket = unsafe twin.bucket(index)
            let tags = unsafe bucket.load(as: UInt64.self)
            for slot in 0..<Self.slotsPerBucket where (tags &>> UInt64(slot * 8)) & 0xff != 0 {
                let place = unsafe (bucket + (8 + slot * 8)).assumingMemoryBound(
                    to: EntryBlock.self)
                unsafe place.pointee = place.pointee.copy()
            }
        }
        return unsafe twin
    }
}
