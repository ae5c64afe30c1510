/// A set: an `IntegerSet` while its members are integers and few, else a table, and never back. In
/// place of a table it has a packed list while the members are few and short.
package final class SetObject: StoredObject {
    package static let kind = ValueKind.set

    private var storage: CollectionStorage

    package init() {
        storage = CollectionStorage(IntegerSet())
    }

    /// Makes a set of `integers`, however many they are.
    package init(_ integers: consuming IntegerSet) {
        storage = CollectionStorage(integers)
    }

    private init(_ storage: consuming CollectionStorage) {
        self.storage = storage
    }

    /// The number of members.
    package var count: Int {
        switch storage.form {
        case .integers: storage.readIntegers { integers in integers.count }
        case .packed, .packedTable: storage.readPacked { list in list.count }
        case .table, .scores: storage.readTable { table in table.count }
        }
    }

    /// Whether the members are kept as integers.
    package var isIntegers: Bool { storage.form == .integers }

    package var encodingName: StaticString { isIntegers ? "intset" : "hashtable" }

    package var tableCount: Int? { isIntegers ? nil : count }

    /// Returns whether `member` is there.
    @inline(__always) package func contains(_ member: Span<UInt8>) -> Bool {
        guard storage.form == .table else { return containsBeforeTable(member) }
        return storage.readTable { table in table.contains(member) }
    }

    @inline(never) private func containsBeforeTable(_ member: Span<UInt8>) -> Bool {
        guard isIntegers else {
            return storage.readPacked { list in list.contains(member) }
        }
        guard let integer = member.parseInteger() else { return false }
        return storage.readIntegers { integers in integers.contains(integer) }
    }

    /// Returns whether `member` is there.
    package func contains(_ member: StringView) -> Bool {
        if isIntegers, case .integer(let integer) = member {
            return storage.readIntegers { integers in integers.contains(integer) }
        }
        return member.withBytes { bytes in contains(bytes) }
    }

    /// Calls `body` with each member, integers from the smallest up, until it returns false.
    package func forEach(_ body: (StringView) -> Bool) {
        switch storage.form {
        case .integers:
            storage.readIntegers { integers in
                for index in 0..<integers.count {
                    guard body(.integer(integers[index])) else { return }
                }
            }
        case .packed, .packedTable: storage.readPacked { list in list.forEachElement(body) }
        case .table, .scores: storage.readTable { table in table.forEach { body(.bytes($0.key)) } }
        }
    }

    /// Calls `body` with the integers as they lie, if the members are kept so.
    package func withIntegers<Result>(_ body: (borrowing IntegerSet) -> Result) -> Result? {
        isIntegers ? storage.readIntegers(body) : nil
    }

    package func copy() -> Self {
        Self(storage.copy())
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
        storage.insert(member, layout)
    }

    /// Adds `member` unless it is there; returns whether it was added.
    @discardableResult
    package func insert(_ member: StringView, _ layout: SetLayout) -> Bool {
        if isIntegers, case .integer(let integer) = member {
            return storage.insert(integer, layout)
        }
        return member.withBytes { bytes in insert(bytes, layout) }
    }

    /// Makes the set what Redis keeps in a table.
    package func convert(seed: HashSeed) {
        if isIntegers { storage.convertIntegers(seed: seed) }
    }

    /// Removes `member`; returns whether it was there.
    package func remove(_ member: Span<UInt8>) -> Bool {
        switch storage.form {
        case .integers:
            guard let integer = member.parseInteger() else { return false }
            return storage.changeIntegers { integers in integers.remove(integer) }
        case .packed, .packedTable:
            return storage.changePacked { list in
                guard let position = list.find(member, from: list.first) else { return false }
                list.remove(at: position)
                return true
            }
        case .table, .scores: return storage.changeTable { table in table.remove(member) }
        }
    }

    /// Removes `member`; returns whether it was there.
    @discardableResult
    package func remove(_ member: StringView) -> Bool {
        member.withBytes { bytes in remove(bytes) }
    }
}

// What is done within the storage asks the set for it once: an object's parts are costly to reach.
extension CollectionStorage {
    /// Adds a member of a set unless it is there; returns whether it was added.
    @inline(__always)
    fileprivate mutating func insert(_ member: Span<UInt8>, _ layout: SetLayout) -> Bool {
        guard form == .table else { return insertBeforeTable(member, layout) }
        return changeTable { table in table.insert(member) }
    }

    @inline(never)
    private mutating func insertBeforeTable(_ member: Span<UInt8>, _ layout: SetLayout) -> Bool {
        if form == .integers {
            if let integer = member.parseInteger() { return insert(integer, layout) }
            convertIntegers(seed: layout.seed)
            return insert(member, layout)
        }
        guard !readPacked({ list in list.contains(member) }) else { return false }
        guard mayPack(1, member.count) else {
            self = CollectionStorage(madeTable(seed: layout.seed))
            return changeTable { table in table.insert(member) }
        }
        changePacked { list in list.append(member) }
        return true
    }

    fileprivate mutating func insert(_ integer: Int, _ layout: SetLayout) -> Bool {
        let isNew: Bool
        let count: Int
        (isNew, count) = changeIntegers { integers in (integers.insert(integer), integers.count) }
        if isNew, count > layout.longestIntegers { convertIntegers(seed: layout.seed) }
        return isNew
    }

    fileprivate mutating func convertIntegers(seed: HashSeed) {
        let list: PackedList? = readIntegers { integers in
            guard integers.count <= Self.mostPacked else { return nil }
            var list = PackedList()
            for index in 0..<integers.count { list.append(integer: integers[index]) }
            return list
        }
        if let list {
            self = CollectionStorage(list, as: .packedTable)
        } else {
            self = CollectionStorage(madeTable(seed: seed))
        }
    }
}

extension PackedList {
    /// Returns whether an element is `member`.
    fileprivate borrowing func contains(_ member: Span<UInt8>) -> Bool {
        find(member, from: first) != nil
    }
}

// MARK: - Chance

extension SetObject {
    /// Calls `body` with a member that is drawn by chance, each with the same probability. The set
    /// isn't empty.
    package func withRandomMember<Result>(
        using random: inout RandomSource, _ body: (StringView) -> Result
    ) -> Result {
        switch storage.form {
        case .integers:
            return storage.readIntegers { integers in
                body(.integer(integers[Int.random(in: 0..<integers.count, using: &random)]))
            }
        case .packed, .packedTable:
            return storage.readPacked { list in
                let index = Int.random(in: 0..<list.count, using: &random)
                return list.withElement(at: index, body)
            }
        case .table, .scores:
            return storage.readTable { table in
                guard let entry = table.randomEntry(using: &random) else {
                    preconditionFailure("the set is empty")
                }
                return body(.bytes(entry.key))
            }
        }
    }

    /// Removes a member that is drawn by chance, each with the same probability, and calls `body` with
    /// it. The set isn't empty.
    package func removeRandomMember<Result>(
        using random: inout RandomSource, _ body: (StringView) -> Result
    ) -> Result {
        switch storage.form {
        case .integers:
            let integer = storage.changeIntegers { integers in
                integers.remove(at: Int.random(in: 0..<integers.count, using: &random))
            }
            return body(.integer(integer))
        case .packed, .packedTable:
            return storage.changePacked { list in
                let index = Int.random(in: 0..<list.count, using: &random)
                let result = list.withElement(at: index, body)
                if let position = list.position(at: index) { list.remove(at: position) }
                return result
            }
        case .table, .scores:
            return storage.changeTable { table in
                guard let entry = table.takeRandom(using: &random) else {
                    preconditionFailure("the set is empty")
                }
                return body(.bytes(entry.view.key))
            }
        }
    }
}

// MARK: - Scanning

extension SetObject {
    /// Visits about `count` members, and returns where to go on: from a table, as `HashTable.scan`
    /// does; else all at once.
    package func scan(
        from cursor: ScanCursor, count: Int, _ visit: (StringView) -> Void
    ) -> ScanCursor {
        guard storage.form != .table else {
            return storage.readTable { table in
                table.scan(from: cursor, count: count) { entry in visit(.bytes(entry.key)) }
            }
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

    /// Stops the program if the set contradicts itself. Takes O(n).
    package func checkInvariants() {
        precondition(storage.form != .packed)
        storage.checkInvariants()
    }
}
