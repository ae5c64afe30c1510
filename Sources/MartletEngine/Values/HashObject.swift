/// A hash: a packed list of fields and values, in the order in which they came, while they are few and
/// short; else a table, and never back. While they are few, a packed list stands for the table too.
package final class HashObject: StoredObject {
    package static let kind = ValueKind.hash

    private var storage: CollectionStorage

    package init() {
        storage = CollectionStorage(PackedList(), as: .packed)
    }

    /// Makes a hash of a list of fields and values, however many they are.
    package init(_ packed: consuming PackedList) {
        storage = CollectionStorage(packed, as: .packed)
    }

    private init(_ storage: consuming CollectionStorage) {
        self.storage = storage
    }

    /// The number of fields.
    package var count: Int {
        storage.form == .table
            ? storage.readTable { table in table.count }
            : storage.readPacked { list in list.pairCount }
    }

    /// Whether Redis keeps the fields in a packed list.
    package var isPacked: Bool { storage.form == .packed }

    package var encodingName: StaticString { isPacked ? "listpack" : "hashtable" }

    package var tableCount: Int? { isPacked ? nil : count }

    /// Returns whether `field` is there.
    package func contains(_ field: Span<UInt8>) -> Bool {
        storage.form == .table
            ? storage.readTable { table in table.contains(field) }
            : storage.readPacked { list in list.position(ofField: field) != nil }
    }

    /// Calls `body` with the value of `field`, or with nil if it isn't there.
    @inline(__always)
    package func withValue<Result>(
        of field: Span<UInt8>, _ body: (StringView?) -> Result
    ) -> Result {
        storage.form == .table
            ? storage.readTable { table in
                table.withEntry(at: field) { entry in body(entry?.string) }
            } : storage.readPacked { list in list.withValue(of: field, body) }
    }

    /// Calls `body` with each field and its value, until it returns false.
    package func forEach(_ body: (_ field: StringView, _ value: StringView) -> Bool) {
        if storage.form == .table {
            storage.readTable { table in
                table.forEach { entry in body(.bytes(entry.key), entry.stringValue) }
            }
        } else {
            storage.readPacked { list in list.forEachPair(body) }
        }
    }

    /// Calls `body` with the packed list, if Redis keeps the fields in one.
    package func withPacked<Result>(_ body: (borrowing PackedList) -> Result) -> Result? {
        isPacked ? storage.readPacked(body) : nil
    }

    package func copy() -> Self {
        Self(storage.copy())
    }
}

// MARK: - Changing

/// From when on a hash is a table, and how that hashes.
package struct HashLayout {
    /// The most fields of a hash that isn't a table.
    package let mostFields: Int
    /// The longest field or value of a hash that isn't a table.
    package let longestElement: Int
    package let seed: HashSeed

    /// The most bytes that Redis packs.
    static let mostBytes = 1 << 30

    package init(mostFields: Int, longestElement: Int, seed: HashSeed) {
        self.mostFields = mostFields
        self.longestElement = longestElement
        self.seed = seed
    }
}

extension HashObject {
    /// Sets `field` to a copy of `value`; returns whether the field is new.
    @inline(__always)
    @discardableResult
    package func set(_ field: Span<UInt8>, _ value: Span<UInt8>, _ layout: HashLayout) -> Bool {
        storage.set(field, value, layout)
    }

    /// Sets `field` to a value that was read into memory of its own, without a copy if the hash becomes
    /// a table; returns whether the field is new.
    package func set(
        _ field: Span<UInt8>, adopting value: Blob, _ layout: HashLayout
    ) -> Bool {
        if isPacked, value.count <= layout.longestElement {
            return set(field, value.span, layout)
        }
        if storage.form != .table {
            storage = CollectionStorage(storage.madeTableOfPairs(seed: layout.seed))
        }
        return storage.changeTable { table in
            let attributes = EntryAttributes()
            return table.put(OwnedEntry(key: field, blob: value, attributes: attributes)) == nil
        }
    }

    /// Makes the hash what Redis keeps in a table.
    package func convert(seed: HashSeed) {
        if isPacked { storage.convertPairs(seed: seed) }
    }

    /// Removes `field`; returns whether it was there.
    package func remove(_ field: Span<UInt8>) -> Bool {
        storage.form == .table
            ? storage.changeTable { table in table.remove(field) }
            : storage.changePacked { list in list.removePair(ofField: field) }
    }
}

// What is done within the storage asks the hash for it once: an object's parts are costly to reach.
extension CollectionStorage {
    /// Sets a field of a hash; returns whether it is new.
    @inline(__always)
    fileprivate mutating func set(
        _ field: Span<UInt8>, _ value: Span<UInt8>, _ layout: HashLayout
    ) -> Bool {
        guard form == .table else { return setBeforeTable(field, value, layout) }
        return changeTable { table in table.set(field, bytes: value) }
    }

    @inline(never)
    private mutating func setBeforeTable(
        _ field: Span<UInt8>, _ value: Span<UInt8>, _ layout: HashLayout
    ) -> Bool {
        if form == .packed {
            let isShort =
                field.count <= layout.longestElement && value.count <= layout.longestElement
            if isShort, let (isNew, count) = setPacked(field, value) {
                if count > layout.mostFields { convertPairs(seed: layout.seed) }
                return isNew
            }
            convertPairs(seed: layout.seed)
            return set(field, value, layout)
        }
        if mayPack(2, field.count + value.count), let (isNew, _) = setPacked(field, value) {
            return isNew
        }
        self = CollectionStorage(madeTableOfPairs(seed: layout.seed))
        return set(field, value, layout)
    }

    /// Sets a field in a packed list; returns whether it is new, and how many there are then, or nil if
    /// the list has no room.
    private mutating func setPacked(
        _ field: Span<UInt8>, _ value: Span<UInt8>
    ) -> (isNew: Bool, count: Int)? {
        changePacked { list in
            list.set(field, value).map { isNew in (isNew, list.pairCount) }
        }
    }

    /// Makes packed pairs what Redis keeps in a table.
    fileprivate mutating func convertPairs(seed: HashSeed) {
        if mayPack(0, 0) {
            becomePackedTable()
        } else {
            self = CollectionStorage(madeTableOfPairs(seed: seed))
        }
    }
}

// MARK: - Chance

extension HashObject {
    /// Calls `body` with a field that is drawn by chance, each with the same probability, and its value.
    /// The hash isn't empty.
    package func withRandomPair<Result>(
        using random: inout RandomSource,
        _ body: (_ field: StringView, _ value: StringView) -> Result
    ) -> Result {
        guard storage.form == .table else {
            return storage.readPacked { list in
                list.withPair(at: Int.random(in: 0..<list.pairCount, using: &random), body)
            }
        }
        return storage.readTable { table in
            guard let entry = table.randomEntry(using: &random) else {
                preconditionFailure("the hash is empty")
            }
            return body(.bytes(entry.key), entry.stringValue)
        }
    }
}

// MARK: - Scanning

extension HashObject {
    /// Visits about `count` fields, and returns where to go on: in a table, as `HashTable.scan` does;
    /// else all at once.
    package func scan(
        from cursor: ScanCursor, count: Int,
        _ visit: (_ field: StringView, _ value: StringView) -> Void
    ) -> ScanCursor {
        guard storage.form != .table else {
            return storage.readTable { table in
                table.scan(from: cursor, count: count) { entry in
                    visit(.bytes(entry.key), entry.stringValue)
                }
            }
        }
        forEach { field, value in
            visit(field, value)
            return true
        }
        return .start
    }
}

// MARK: - Memory

extension HashObject {
    package static var isFoldable: Bool { true }

    package static func unfolded(_ elements: consuming FoldedElements) -> Self {
        Self(CollectionStorage(elements))
    }

    package func fold() -> FoldedElements? { storage.fold() }

    package func unfold(_ elements: consuming FoldedElements) { storage.unfold(elements) }

    package var isSmall: Bool { storage.isFoldable }

    package var freeEffort: Int { storage.freeEffort }

    package func freeSome(_ limit: Int) -> Bool { storage.freeSome(limit) }

    package func memoryUsage(samples: Int) -> Int { storage.memoryUsage(samples: samples) }

    /// Stops the program if the hash contradicts itself. Takes O(n).
    package func checkInvariants() {
        storage.checkInvariants()
        guard storage.form != .table else { return }
        precondition(storage.form != .integers)
        precondition(storage.readPacked { list in list.count } % 2 == 0)
    }
}

extension Entry {
    /// The value, which is a string.
    fileprivate var stringValue: StringView {
        @_lifetime(copy self)
        get { kind == .blob ? .blob(blob) : .bytes(bytes) }
    }
}
