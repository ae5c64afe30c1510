extension Keyspace {
    /// Visits about `count` keys, and returns where to go on. A key that is there from the first call
    /// to the last is visited at least once.
    package func scan(
        from cursor: ScanCursor, count: Int = 10, _ visit: (borrowing Entry) -> Void
    ) -> ScanCursor {
        guard deadlines.firstDeadline <= now else {
            return entries.scan(from: cursor, count: count, visit)
        }
        return entries.scan(from: cursor, count: count) { entry in
            if !isDue(entry) { visit(entry) }
        }
    }

    /// Visits every key.
    package func forEach(_ visit: (borrowing Entry) -> Void) {
        let hasDue = deadlines.firstDeadline <= now
        entries.forEach { entry in
            if !hasDue || !isDue(entry) { visit(entry) }
            return true
        }
    }

    private func isDue(_ entry: borrowing Entry) -> Bool {
        guard let deadline = entry.deadline else { return false }
        return deadline <= now
    }

    /// Returns a key by chance, each with the same probability.
    package mutating func randomKey(
        using generator: inout some RandomNumberGenerator
    ) -> [UInt8]? {
        while true {
            guard let (key, isDue) = drawKey(using: &generator) else { return nil }
            guard isDue else { return key }
            removeIfDue(key.span)
        }
    }

    private func drawKey(
        using generator: inout some RandomNumberGenerator
    ) -> (key: [UInt8], isDue: Bool)? {
        guard let entry = entries.randomEntry(using: &generator) else { return nil }
        return ([UInt8](entry.key), isDue(entry))
    }

    /// Returns how many bytes `key` and its value take, or nil if it isn't there. Of an object's
    /// elements, `samples` are measured; 0 means all.
    package mutating func memoryUsage(at key: Span<UInt8>, samples: Int = 5) -> Int? {
        entry(at: key, .peek)?.memoryUsage(samples: samples)
    }
}
