/// Keys as they are stored: those whose time is over are there until they are removed.
extension Keyspace {
    /// Returns the entry at `key`.
    @_lifetime(borrow self)
    package borrowing func storedEntry(at key: Span<UInt8>) -> Entry? {
        entries.find(key)
    }

    /// Visits every key.
    package borrowing func forEachStored(_ visit: (borrowing Entry) -> Void) {
        entries.forEach { entry in
            visit(entry)
            return true
        }
    }

    /// Visits about `count` keys, and returns where to go on, as `scan` does.
    package borrowing func scanStored(
        from cursor: ScanCursor, count: Int, _ visit: (borrowing Entry) -> Void
    ) -> ScanCursor {
        entries.scan(from: cursor, count: count, visit)
    }
}

// MARK: - Memory

extension Keyspace {
    /// How many bytes the table of keys takes, without the keys and values themselves.
    package var tableMemory: Int {
        entries.segmentCount * (entries.shape.bucketCount + 1) * 64
            + (1 << entries.depth) * MemoryLayout<UInt>.size
    }

    /// About how many bytes the order of deadlines takes: a node of the tree is mostly half full.
    package var deadlineMemory: Int {
        deadlines.count * 2 * MemoryLayout<DeadlineIndex.Item>.size
    }
}
