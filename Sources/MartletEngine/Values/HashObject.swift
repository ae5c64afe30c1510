/// A hash: a packed list of fields and values, in the order in which they came, while they are few and
/// short; else a table, and never back.
package final class HashObject: StoredObject {
    package static let kind = ValueKind.hash

    private var packed: PackedList?
    private var table: Indirect<HashTable>?

    package init() {
        packed = PackedList()
    }

    /// Makes a hash of a list of fields and values, however many they are.
    package init(_ packed: consuming PackedList) {
        self.packed = consume packed
    }

    private init(_ table: consuming HashTable) {
        self.table = Indirect(table)
    }

    /// The number of fields.
    package var count: Int { table?.value.count ?? packed?.pairCount ?? 0 }

    /// Whether the fields are kept in a packed list.
    package var isPacked: Bool { table == nil }

    package var encodingName: StaticString { isPacked ? "listpack" : "hashtable" }

    package var tableCount: Int? { table?.value.count }

    /// Returns whether `field` is there.
    package func contains(_ field: Span<UInt8>) -> Bool {
        table?.value.contains(field) ?? (packed?.position(ofField: field) != nil)
    }

    /// Calls `body` with the value of `field`, or with nil if it isn't there.
    @inline(__always)
    package func withValue<Result>(
        of field: Span<UInt8>, _ body: (StringView?) -> Result
    ) -> Result {
        let result = table?.value.withEntry(at: field) { entry in body(entry?.string) }
        return result ?? packed?.withValue(of: field, body) ?? body(nil)
    }

    /// Calls `body` with each field and its value, until it returns false.
    package func forEach(_ body: (_ field: StringView, _ value: StringView) -> Bool) {
        packed?.forEachPair(body)
        table?.value.forEach { entry in body(.bytes(entry.key), entry.stringValue) }
    }

    /// Calls `body` with the packed list, if the fields are kept in one.
    package func withPacked<Result>(_ body: (borrowing PackedList) -> Result) -> Result? {
        packed?.read(body)
    }

    package func copy() -> Self {
        if let copy = table?.value.copy() { return Self(copy) }
        return Self(packed?.copy() ?? PackedList())
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
        table?.value.set(field, bytes: value) ?? setPacked(field, value, layout)
    }

    private func setPacked(
        _ field: Span<UInt8>, _ value: Span<UInt8>, _ layout: HashLayout
    ) -> Bool {
        guard field.count <= layout.longestElement, value.count <= layout.longestElement,
            let isNew = packed?.set(field, value)
        else {
            convert(seed: layout.seed)
            return table?.value.set(field, bytes: value) ?? false
        }
        if count > layout.mostFields { convert(seed: layout.seed) }
        return isNew
    }

    /// Sets `field` to a value that was read into memory of its own, without a copy if the hash becomes
    /// a table; returns whether the field is new.
    package func set(
        _ field: Span<UInt8>, adopting value: Blob, _ layout: HashLayout
    ) -> Bool {
        if isPacked, value.count <= layout.longestElement {
            return set(field, value.span, layout)
        }
        convert(seed: layout.seed)
        let entry = OwnedEntry(key: field, blob: value, attributes: EntryAttributes())
        return table?.value.put(entry) == nil
    }

    /// Makes the hash a table.
    package func convert(seed: HashSeed) {
        guard isPacked else { return }
        var pairs = HashTable(seed: seed)
        packed?.forEachPair { field, value in
            field.withBytes { field in
                value.withBytes { value in _ = pairs.set(field, bytes: value) }
            }
            return true
        }
        table = Indirect(pairs)
        packed = nil
    }

    /// Removes `field`; returns whether it was there.
    package func remove(_ field: Span<UInt8>) -> Bool {
        table?.value.remove(field) ?? packed?.removePair(ofField: field) ?? false
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
        let result = table?.value.withRandomEntry(using: &random) { entry in
            body(.bytes(entry.key), entry.stringValue)
        }
        if let result { return result }
        let index = Int.random(in: 0..<count, using: &random)
        guard let result = packed?.withPair(at: index, body) else {
            preconditionFailure("the hash is empty")
        }
        return result
    }
}

// MARK: - Scanning

extension HashObject {
    /// Visits about `count` fields, and returns where to go on: in a table, as `HashTable.scan` does; in
    /// a packed list all at once.
    package func scan(
        from cursor: ScanCursor, count: Int,
        _ visit: (_ field: StringView, _ value: StringView) -> Void
    ) -> ScanCursor {
        packed?.forEachPair { field, value in
            visit(field, value)
            return true
        }
        return table?.value.scan(from: cursor, count: count) { entry in
            visit(.bytes(entry.key), entry.stringValue)
        } ?? .start
    }
}

// MARK: - Memory

extension HashObject {
    package var freeEffort: Int { table?.value.count ?? 1 }

    package func freeSome(_ limit: Int) -> Bool { table?.value.freeSome(limit) ?? true }

    package func memoryUsage(samples: Int) -> Int {
        let own = AllocationSize.size(of: 40)
        return own + (table?.value.memoryUsage(samples: samples) ?? packed?.memoryUsage ?? 0)
    }

    /// Stops the program if the hash contradicts itself. Takes O(n).
    package func checkInvariants() {
        precondition((packed == nil) == (table != nil))
        packed?.checkInvariants()
        precondition((packed?.count ?? 0) % 2 == 0)
        table?.value.checkInvariants()
    }
}

extension Entry {
    /// The value, which is a string.
    fileprivate var stringValue: StringView {
        @_lifetime(copy self)
        get { kind == .blob ? .blob(blob) : .bytes(bytes) }
    }
}
