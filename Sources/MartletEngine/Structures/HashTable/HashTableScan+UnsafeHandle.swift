extension HashTable {
    /// Visits the keys of whole buckets, until they are about `count`, and returns where to go on.
    ///
    /// A key that is there from the first call to the last is visited at least once, whatever
    /// happens to the table between the calls. A key may be visited twice.
    package borrowing func scan(
        from cursor: ScanCursor, count: Int, _ visit: (borrowing Entry) -> Void
    ) -> ScanCursor {
        var cursor = cursor
        var visited = 0
        // As in Redis, a table with many vacant buckets must not make one call long.
        var buckets = count.multipliedReportingOverflow(by: 10).partialValue
        if count > Int.max / 10 { buckets = Int.max }
        repeat {
            cursor = scanBucket(cursor, &visited, visit)
            buckets -= 1
        } while cursor != .start && visited < count && buckets > 0
        return cursor
    }

    /// Visits the keys of one bucket.
    private borrowing func scanBucket(
        _ cursor: ScanCursor, _ visited: inout Int, _ visit: (borrowing Entry) -> Void
    ) -> ScanCursor {
        let segment = unsafe segment(cursor.hash)
        let segmentDepth = unsafe segment.depth
        // Two segments joined since: what one of them had before the cursor was not visited.
        let position = cursor.depth > segmentDepth ? 0 : cursor.hash & 63
        let bucket = shape.bucket(position)
        unsafe visitKeys(of: segment, bucket: bucket, &visited, visit)
        if bucket < shape.mask {
            let next = UInt64(bucket + 1) << shape.shift
            return ScanCursor(hash: cursor.hash & ~63 | next, depth: segmentDepth)
        }
        guard segmentDepth > 0 else { return .start }
        let width = UInt64(1) << UInt64(64 - segmentDepth)
        let next = (cursor.hash & ~(width - 1)) &+ width
        return next == 0 ? .start : ScanCursor(hash: next, depth: segmentDepth)
    }

    /// Visits the keys that belong into a bucket, those that overflowed from it included.
    private borrowing func visitKeys(
        of segment: HashSegment, bucket: Int, _ visited: inout Int,
        _ visit: (borrowing Entry) -> Void
    ) {
        var index = bucket
        for _ in 0...shape.mask {
            unsafe segment.forEachBlock(inBucket: index) { block in
                guard unsafe shape.bucket(hash(of: block)) == bucket else { return }
                visited += 1
                unsafe visit(Entry(block, in: self))
            }
            guard unsafe segment.passedCount(index) != 0 else { break }
            index = (index + 1) & shape.mask
        }
    }
}
