extension HashTable {
    /// Stops the program if the table contradicts itself. Takes O(n).
    package borrowing func checkInvariants() {
        precondition(depth == 0 || shape.bucketCount == HashSegment.maximumBuckets)
        precondition(shape.bucketCount == 64 >> shape.shift)
        var (place, blocks, segments, deepest) = (0, 0, 0, 0)
        while place < 1 << depth {
            let segment = unsafe directory.places[place]
            let segmentDepth = unsafe segment.depth
            precondition(segmentDepth <= depth)
            let width = 1 << (depth - segmentDepth)
            precondition(place & (width - 1) == 0)
            for i in place..<place + width {
                unsafe precondition(directory.places[i].base == segment.base)
            }
            blocks += unsafe check(segment, at: place)
            segments += 1
            if segmentDepth == depth { deepest += 1 }
            place += width
        }
        precondition(blocks == count && segments == segmentCount && deepest == deepestCount)
    }

    /// Checks the blocks of one segment, and returns how many they are.
    private borrowing func check(_ segment: HashSegment, at place: Int) -> Int {
        var passed = [UInt64](repeating: 0, count: shape.bucketCount)
        var blocks = 0
        for index in 0...shape.mask {
            unsafe segment.forEachBlock(inBucket: index) { block in
                let hash = unsafe hash(of: block)
                unsafe precondition(self.segment(hash).base == segment.base)
                let key = unsafe Span(
                    _unsafeStart: UnsafePointer(block.key), count: block.keyCount)
                let slot = unsafe slot(of: key, hash: hash)
                unsafe precondition(slot?.pointee.header == block.header)
                unsafe check(block)
                var step = shape.bucket(hash)
                while step != index {
                    passed[step] += 1
                    step = (step + 1) & shape.mask
                }
                blocks += 1
            }
        }
        for index in 0...shape.mask {
            let count = unsafe segment.passedCount(index)
            precondition(count == passed[index] || count == 255)
        }
        return blocks
    }

    private borrowing func check(_ block: EntryBlock) {
        if unsafe block.isFolded {
            unsafe FoldedElements.read(block.word) { elements in elements.checkInvariants() }
        }
        guard unsafe block.kind == .bytes else { return }
        unsafe precondition(block.valueCount <= block.valueCapacity)
        unsafe precondition(block.valueCount <= EntryBlock.longestValue)
    }

    /// How much memory the directory and the segments take.
    package var structureSize: Int {
        segmentCount * (64 + shape.bucketCount * 64) + 8 << depth
    }

    /// About how many bytes the table takes, its keys and values included: `samples` of them are
    /// measured, 0 means all.
    package borrowing func memoryUsage(samples: Int) -> Int {
        var (measured, size) = (0, 0)
        forEach { entry in
            size += entry.memoryUsage(samples: samples)
            measured += 1
            return measured != samples
        }
        let elements = measured > 0 ? Double(size) / Double(measured) * Double(count) : 0
        return MemoryLayout<HashTable>.size + 8 << depth + Int(elements)
    }
}
