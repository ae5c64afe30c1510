/// A stream: entries in the order in which they were added, and the groups that read them.
package final class StreamObject: StoredObject {
    package static var kind: ValueKind { .stream }

    package var log: StreamLog
    package private(set) var groups = NamedElements<ConsumerGroup>()

    package init() {
        log = StreamLog()
    }

    /// Makes a stream of entries that there are.
    package init(_ log: consuming StreamLog) {
        self.log = log
    }

    /// The number of entries.
    package var count: Int { log.count }

    package var encodingName: StaticString { "stream" }

    package func copy() -> StreamObject {
        let copy = StreamObject(log.copy())
        for group in groups.all { copy.groups.insert(group.copy()) }
        return copy
    }

    /// From so many nodes on it doesn't matter for `freeEffort` how many Redis would have.
    private static let manyNodes = 64

    package var freeEffort: Int {
        let nodes = log.nodeCount > Self.manyNodes ? log.nodeCount : log.radixTreeNodeCount
        guard let first = groups.all.first else { return nodes }
        return nodes + groups.count * (1 + first.pendingCount)
    }

    package func memoryUsage(samples: Int) -> Int {
        let own = AllocationSize.size(of: 160) + log.memoryUsage(samples: samples)
        return groups.all.reduce(own) { sum, group in sum + group.memoryUsage }
    }

    package func freeSome(_ limit: Int) -> Bool {
        guard log.freeSome(limit) else { return false }
        while let group = groups.all.last {
            guard group.freeSome(limit) else { return false }
            _ = groups.removeLast()
        }
        return true
    }

    /// Stops the program if the stream contradicts itself. Takes O(n log n).
    package func checkInvariants() {
        log.checkInvariants()
        for group in groups.all { group.checkInvariants() }
    }
}

// MARK: - Entries

extension StreamObject {
    /// Adds an entry, whose id is greater than the last; returns whether it isn't too large.
    @inline(__always)
    package func append(
        _ id: StreamID, _ fields: ArgumentCursor, _ limit: StreamLog.NodeLimit
    ) -> Bool {
        log.append(id, fields, limit)
    }
}

// MARK: - Groups

extension StreamObject {
    /// Adds a group, unless there is one of its name; returns whether there was none.
    package func insert(_ group: ConsumerGroup) -> Bool {
        groups.insert(group)
    }

    /// Removes a group; returns whether there was one.
    package func removeGroup(_ name: Span<UInt8>) -> Bool {
        groups.remove(name) != nil
    }
}

// MARK: - How far a group is

extension StreamObject {
    /// Returns how many entries were added until the one with this id, itself included; nil if that
    /// can't be told, as the id is in the midst of the stream or entries were removed from there.
    package func readCount(at id: StreamID) -> Int? {
        guard log.addedCount != 0 else { return 0 }
        if log.isEmpty, id <= log.lastID { return log.addedCount }
        if id == log.lastID { return log.addedCount }
        guard id < log.lastID else { return nil }
        guard log.greatestDeletedID == .zero || log.greatestDeletedID < log.firstID else {
            return nil
        }
        if id < log.firstID { return log.addedCount &- log.count }
        return id == log.firstID ? log.addedCount &- log.count &+ 1 : nil
    }

    /// Whether entries were removed from `id` on, so that those behind it can't be counted.
    package func hasGaps(from id: StreamID) -> Bool {
        guard !log.isEmpty, log.greatestDeletedID != .zero else { return false }
        return log.firstID <= log.greatestDeletedID && id <= log.greatestDeletedID
    }

    /// Returns how many entries a group has yet to read; nil if that can't be told.
    package func lag(of group: ConsumerGroup) -> Int? {
        guard log.addedCount != 0 else { return 0 }
        if let readCount = group.readCount, !hasGaps(from: group.lastID) {
            return log.addedCount &- readCount
        }
        return readCount(at: group.lastID).map { log.addedCount &- $0 }
    }

    /// Notes that a group read the entry with this id.
    package func noteRead(_ id: StreamID, by group: ConsumerGroup) {
        guard id > group.lastID else { return }
        if let readCount = group.readCount, !hasGaps(from: id) {
            group.readCount = readCount &+ 1
        } else if log.addedCount != 0 {
            group.readCount = readCount(at: id)
        }
        group.lastID = id
    }
}
