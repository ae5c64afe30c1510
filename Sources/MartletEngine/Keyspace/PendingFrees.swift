/// Values that nobody wants any more and that are too large to be freed at once.
package struct PendingFrees {
    private enum Item {
        case keyspace(KeyspaceRemains)
        case table(HashTable.Remains)
        case object(any StoredObject)
        /// An object of a keyspace that was counted already.
        case counted(any StoredObject)
    }

    /// From this effort on a value is freed at leisure.
    package static let leastEffort = 64
    /// A blob counts as one unit of effort for so many bytes.
    private static let blobUnit = 1 << 20

    private var items: [Item] = []
    private var blobs: [Blob] = []
    /// How many values were freed at leisure.
    package var freedCount = 0

    package init() {}

    /// The number of values that are still to be freed.
    package var count: Int {
        items.reduce(blobs.count) { sum, item in
            switch item {
            case .keyspace(let remains): sum + remains.count
            case .table(let remains): sum + remains.count
            case .object, .counted: sum + 1
            }
        }
    }

    package var isEmpty: Bool { items.isEmpty && blobs.isEmpty }

    /// Frees an entry's value: now if it is small, else at leisure.
    package mutating func add(_ entry: consuming OwnedEntry) {
        let view = entry.view
        if view.kind == .blob {
            let blob = view.blob
            if blob.capacity >= Self.blobUnit * Self.leastEffort { blobs.append(blob) }
        } else if let object = view.unfoldedObject, object.freeEffort > Self.leastEffort {
            items.append(.object(object))
        }
    }

    /// Frees what was taken out of a keyspace, at leisure.
    package mutating func add(_ remains: KeyspaceRemains) {
        freedCount += remains.count
        items.append(.keyspace(remains))
    }

    /// Frees what was taken out of a table of small objects, at leisure.
    package mutating func add(_ remains: HashTable.Remains) {
        freedCount += remains.count
        items.append(.table(remains))
    }

    /// Frees about `limit` keys or elements; returns whether nothing is left to free.
    package mutating func freeSome(_ limit: Int) -> Bool {
        if !blobs.isEmpty {
            freeSomeOfLastBlob()
        } else if let item = items.last {
            switch item {
            case .keyspace(let remains):
                var large: [Item] = []
                let isDone = remains.freeSome(limit) { object in
                    let effort = object.freeEffort
                    guard effort > Self.leastEffort else { return effort }
                    large.append(.counted(object))
                    return 1
                }
                if isDone { items.removeLast() }
                items += large
                return isEmpty
            case .table(let remains):
                guard remains.freeSome(limit) else { return false }
            case .counted(let object):
                guard object.freeSome(limit) else { return false }
            case .object(let object):
                guard object.freeSome(limit) else { return false }
                freedCount += 1
            }
            items.removeLast()
        }
        return isEmpty
    }

    private mutating func freeSomeOfLastBlob() {
        let last = blobs.count - 1
        // A reply may still hold it; then the last holder frees it.
        if isKnownUniquelyReferenced(&blobs[last]),
            !blobs[last].freeSome(Self.leastEffort * Self.blobUnit)
        {
            return
        }
        blobs.removeLast()
        freedCount += 1
    }
}
