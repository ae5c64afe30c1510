extension HashTable {
    /// Makes room for one more key with this hash: doubles the one segment, or splits a full one.
    @inline(never) mutating func grow(for hash: UInt64) {
        if depth == 0 && shape.bucketCount < HashSegment.maximumBuckets {
            reshapeOnlySegment(shape.doubled)
        } else {
            splitSegment(of: hash)
        }
        didReshape()
    }

    private mutating func didReshape() {
        let least = depth == 0 ? shape.mask : segmentCount * HashSegment.maximumBuckets * 2
        shrinkBelow = least * HashSegment.slotsPerBucket / 8
    }

    private mutating func reshapeOnlySegment(_ newShape: HashShape) {
        let old = unsafe directory.places[0]
        let new = unsafe HashSegment(bucketCount: newShape.bucketCount, depth: 0)
        unsafe move(old) { block, hash in unsafe Self.place(block, hash, in: new, newShape) }
        unsafe directory.places[0] = new
        shape = newShape
    }

    private mutating func splitSegment(of hash: UInt64) {
        if unsafe segment(hash).depth == depth { doubleDirectory() }
        let index = directoryIndex(hash)
        let old = unsafe directory.places[index]
        let oldDepth = unsafe old.depth
        let bit = UInt64(1) << UInt64(63 - oldDepth)
        let lower = unsafe HashSegment(bucketCount: shape.bucketCount, depth: oldDepth + 1)
        let upper = unsafe HashSegment(bucketCount: shape.bucketCount, depth: oldDepth + 1)
        unsafe move(old) { block, hash in
            unsafe Self.place(block, hash, in: hash & bit == 0 ? lower : upper, shape)
        }
        let places = 1 << (depth - oldDepth)
        let first = index & ~(places - 1)
        for i in 0..<places {
            unsafe directory.places[first + i] = i < places / 2 ? lower : upper
        }
        segmentCount += 1
        if oldDepth + 1 == depth { deepestCount += 2 }
    }

    private mutating func doubleDirectory() {
        let places = 1 << depth
        let larger = UnsafeMutablePointer<HashSegment>.allocate(capacity: places * 2)
        for i in 0..<places {
            unsafe (larger + 2 * i).initialize(repeating: directory.places[i], count: 2)
        }
        unsafe directory.places.deallocate()
        unsafe directory = HashDirectory(larger)
        depth += 1
        deepestCount = 0
    }

    /// Hands each block of a segment to `body`, and frees the segment.
    private borrowing func move(_ segment: HashSegment, _ body: (EntryBlock, UInt64) -> Void) {
        for index in 0...shape.mask {
            unsafe segment.forEachBlock(inBucket: index) { block in
                unsafe body(block, hash(of: block))
            }
        }
        unsafe segment.deallocate()
    }

    private static func place(
        _ block: EntryBlock, _ hash: UInt64, in segment: HashSegment, _ shape: HashShape
    ) {
        let isPlaced = unsafe segment.place(
            block, hash: hash, shape: shape, tries: shape.bucketCount)
        precondition(isPlaced)
    }
}

// MARK: - Shrinking

extension HashTable {
    /// Counts a removal from a table with few keys; every eighth looks at one pair of segments.
    @inline(never) mutating func shrinkSoon() {
        removalsSinceShrink += 1
        guard removalsSinceShrink >= 8 || segmentCount <= 16 else { return }
        removalsSinceShrink = 0
        shrink()
    }

    /// Joins one pair of segments, or halves the only one, if that leaves room.
    private mutating func shrink() {
        guard depth > 0 else {
            reshapeOnlySegment(shape.halved)
            return didReshape()
        }
        let places = 1 << depth
        let hand = shrinkHand & (places - 1)
        let segment = unsafe directory.places[hand]
        let width = unsafe 1 << (depth - segment.depth)
        let first = hand & ~(width - 1)
        let sibling = unsafe directory.places[first ^ width]
        let half = HashSegment.maximumBuckets * HashSegment.slotsPerBucket / 2
        guard unsafe sibling.depth == segment.depth,
            unsafe population(segment) + population(sibling) <= half
        else {
            shrinkHand = first + width
            return
        }
        join(min(first, first ^ width), width: width)
        didReshape()
    }

    private borrowing func population(_ segment: HashSegment) -> Int {
        unsafe segment.population(bucketCount: shape.bucketCount)
    }

    /// Joins the segments that take `width` places each from `first` on.
    private mutating func join(_ first: Int, width: Int) {
        let (lower, upper) = unsafe (directory.places[first], directory.places[first + width])
        let oldDepth = unsafe lower.depth
        let joined = unsafe HashSegment(bucketCount: shape.bucketCount, depth: oldDepth - 1)
        unsafe move(lower) { block, hash in unsafe Self.place(block, hash, in: joined, shape) }
        unsafe move(upper) { block, hash in unsafe Self.place(block, hash, in: joined, shape) }
        for i in first..<first + 2 * width { unsafe directory.places[i] = joined }
        segmentCount -= 1
        if oldDepth == depth { deepestCount -= 2 }
        if deepestCount == 0 { halveDirectory() }
    }

    private mutating func halveDirectory() {
        let places = 1 << (depth - 1)
        let smaller = UnsafeMutablePointer<HashSegment>.allocate(capacity: places)
        depth -= 1
        deepestCount = 0
        for i in 0..<places {
            let segment = unsafe directory.places[2 * i]
            unsafe (smaller + i).initialize(to: segment)
            if unsafe segment.depth == depth { deepestCount += 1 }
        }
        unsafe directory.places.deallocate()
        unsafe directory = HashDirectory(smaller)
    }
}
