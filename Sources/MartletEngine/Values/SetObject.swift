/// A set: an `IntegerSet` while its members are integers and few, else a table, and never back.
package final class SetObject: StoredObject {
    package static let kind = ValueKind.set

    private var integers: IntegerSet
    private var table: Indirect<HashTable>?

    package init() {
        integers = IntegerSet()
    }

    /// Makes a set of `integers`, however many they are.
    package init(_ integers: consuming IntegerSet) {
        self.integers = integers
    }

    private init(_ table: consuming HashTable) {
        integers = IntegerSet()
        self.table = Indirect(table)
    }

    /// The number of members.
    package var count: Int { table?.value.count ?? integers.count }

    /// Whether the members are kept as integers.
    package var isIntegers: Bool { table == nil }

    package var encodingName: StaticString { isIntegers ? "intset" : "hashtable" }

    package var tableCount: Int? { table?.value.count }

    /// Returns whether `member` is there.
    @inline(__always) package func contains(_ member: Span<UInt8>) -> Bool {
        if let isMember = table?.value.contains(member) { return isMember }
        guard let integer = member.parseInteger() else { return false }
        return integers.contains(integer)
    }

    /// Returns whether `member` is there.
    package func contains(_ member: StringView) -> Bool {
        if isIntegers, case .integer(let integer) = member { return integers.contains(integer) }
        return member.withBytes { bytes in contains(bytes) }
    }

    /// Calls `body` with each member, integers from the smallest up, until it returns false.
    package func forEach(_ body: (StringView) -> Bool) {
        if isIntegers {
            for index in 0..<integers.count {
                guard body(.integer(integers[index])) else { return }
            }
        } else {
            table?.value.forEach { entry in body(.bytes(entry.key)) }
        }
    }

    /// Calls `body` with the integers as they lie, if the members are kept so.
    package func withIntegers<Result>(_ body: (borrowing IntegerSet) -> Result) -> Result? {
        isIntegers ? body(integers) : nil
    }

    package func copy() -> Self {
        guard let copy = table?.value.copy() else { return Self(integers.copy()) }
        return Self(copy)
    }
}

// MARK: - Changing

/// From when on a set is a table, and how that hashes.
package struct SetLayout {
    /// The most integers of a set that isn't a table.
    package let longestIntegers: Int
    package let seed: HashSeed

    package init(longestIntegers: Int, seed: HashSeed) {
        self.longestIntegers = min(longestIntegers, IntegerSetStorage.longestCount)
        self.seed = seed
    }
}

extension SetObject {
    /// Adds `member` unless it is there; returns whether it was added.
    @inline(__always)
    package func insert(_ member: Span<UInt8>, _ layout: SetLayout) -> Bool {
        table?.value.insert(member) ?? insertBeforeTable(member, layout)
    }

    /// Adds `member` unless it is there; returns whether it was added.
    @discardableResult
    package func insert(_ member: StringView, _ layout: SetLayout) -> Bool {
        if isIntegers, case .integer(let integer) = member { return insert(integer, layout) }
        return member.withBytes { bytes in insert(bytes, layout) }
    }

    @inline(never)
    private func insertBeforeTable(_ member: Span<UInt8>, _ layout: SetLayout) -> Bool {
        if let integer = member.parseInteger() { return insert(integer, layout) }
        convert(seed: layout.seed)
        return table?.value.insert(member) ?? false
    }

    private func insert(_ integer: Int, _ layout: SetLayout) -> Bool {
        guard integers.insert(integer) else { return false }
        if integers.count > layout.longestIntegers { convert(seed: layout.seed) }
        return true
    }

    /// Makes the set a table.
    package func convert(seed: HashSeed) {
        guard isIntegers else { return }
        var members = HashTable(seed: seed)
        for index in 0..<integers.count {
            _ = members.insert(IntegerText(integers[index]).span)
        }
        table = Indirect(members)
        integers = IntegerSet()
    }

    /// Removes `member`; returns whether it was there.
    package func remove(_ member: Span<UInt8>) -> Bool {
        if let wasThere = table?.value.remove(member) { return wasThere }
        guard let integer = member.parseInteger() else { return false }
        return integers.remove(integer)
    }

    /// Removes `member`; returns whether it was there.
    @discardableResult
    package func remove(_ member: StringView) -> Bool {
        if isIntegers, case .integer(let integer) = member { return integers.remove(integer) }
        return member.withBytes { bytes in remove(bytes) }
    }
}

// MARK: - Chance

extension SetObject {
    /// Calls `body` with a member that is drawn by chance, each with the same probability. The set
    /// isn't empty.
    package func withRandomMember<Result>(
        using random: inout RandomSource, _ body: (StringView) -> Result
    ) -> Result {
        let result = table?.value.withRandomEntry(using: &random) { entry in
            body(.bytes(entry.key))
        }
        return result ?? body(.integer(integers[Int.random(in: 0..<count, using: &random)]))
    }

    /// Removes a member that is drawn by chance, each with the same probability, and calls `body` with
    /// it. The set isn't empty.
    package func removeRandomMember<Result>(
        using random: inout RandomSource, _ body: (StringView) -> Result
    ) -> Result {
        if isIntegers {
            let index = Int.random(in: 0..<count, using: &random)
            return body(.integer(integers.remove(at: index)))
        }
        guard let entry = table?.value.takeRandom(using: &random) else {
            preconditionFailure("the set is empty")
        }
        return body(.bytes(entry.view.key))
    }
}

// MARK: - Scanning

extension SetObject {
    /// Visits about `count` members, and returns where to go on: from a table, as `HashTable.scan`
    /// does; integers all at once.
    package func scan(
        from cursor: ScanCursor, count: Int, _ visit: (StringView) -> Void
    ) -> ScanCursor {
        if let next = table?.value.scan(
            from: cursor, count: count, { entry in visit(.bytes(entry.key)) })
        {
            return next
        }
        forEach { member in
            visit(member)
            return true
        }
        return .start
    }
}

// MARK: - Memory

extension SetObject {
    package var freeEffort: Int { table?.value.count ?? 1 }

    package func freeSome(_ limit: Int) -> Bool { table?.value.freeSome(limit) ?? true }

    package func memoryUsage(samples: Int) -> Int {
        let own = AllocationSize.size(of: 32)
        return own + (table?.value.memoryUsage(samples: samples) ?? integers.memoryUsage)
    }

    /// Stops the program if the set contradicts itself. Takes O(n).
    package func checkInvariants() {
        integers.checkInvariants()
        table?.value.checkInvariants()
        precondition(isIntegers || integers.count == 0)
    }
}
