// What sets, hashes and sorted sets do with their storage alike.
extension CollectionStorage {
    /// The most elements of a packed list in place of a table, and the most bytes: to look through
    /// them takes as long as in a table, and they take a third of the memory.
    static var mostPacked: Int { 32 }
    static var mostPackedBytes: Int { 1024 }

    /// Returns whether a packed list in place of a table has room for so many more elements.
    func mayPack(_ elements: Int, _ bytes: Int) -> Bool {
        readPacked { list in
            list.count + elements <= Self.mostPacked
                && list.byteCount + bytes <= Self.mostPackedBytes
        }
    }

    /// Returns a table of the elements of a set.
    func madeTable(seed: HashSeed) -> HashTable {
        var table = HashTable(seed: seed)
        if form == .integers {
            readIntegers { integers in
                for index in 0..<integers.count {
                    _ = table.insert(IntegerText(integers[index]).span)
                }
            }
        } else {
            readPacked { list in
                list.forEachElement { element in
                    element.withBytes { bytes in _ = table.insert(bytes) }
                    return true
                }
            }
        }
        return table
    }

    /// Returns a table of the fields and values of a hash.
    func madeTableOfPairs(seed: HashSeed) -> HashTable {
        var table = HashTable(seed: seed)
        readPacked { list in
            list.forEachPair { field, value in
                field.withBytes { field in
                    value.withBytes { value in _ = table.set(field, bytes: value) }
                }
                return true
            }
        }
        return table
    }

    /// Returns a storage of its own with the same elements.
    func copy() -> CollectionStorage {
        switch form {
        case .integers: CollectionStorage(readIntegers { integers in integers.copy() })
        case .packed, .packedTable: CollectionStorage(readPacked { $0.copy() }, as: form)
        case .table: CollectionStorage(readTable { table in table.copy() })
        case .scores: CollectionStorage(readScores { table in table.copy() })
        }
    }

    /// About how many allocations it takes to let go of the elements.
    var freeEffort: Int {
        switch form {
        case .integers, .packed, .packedTable: 1
        case .table: readTable { table in table.count }
        case .scores: readScores { table in table.count }
        }
    }

    /// Frees about `limit` elements that nobody wants any more; returns whether none is left.
    mutating func freeSome(_ limit: Int) -> Bool {
        switch form {
        case .integers, .packed, .packedTable: true
        case .table: changeTable { table in table.freeSome(limit) }
        case .scores: changeScores { table in table.freeSome(limit) }
        }
    }

    /// How many bytes the elements take, with the object around them if it stays.
    func memoryUsage(samples: Int) -> Int {
        let object = AllocationSize.size(of: 24)
        return switch form {
        case .integers: readIntegers { integers in integers.memoryUsage }
        case .packed, .packedTable: readPacked { list in list.memoryUsage }
        case .table: object + readTable { table in table.memoryUsage(samples: samples) }
        case .scores: object + readScores { table in table.memoryUsage(samples: samples) }
        }
    }

    /// Stops the program if the elements contradict each other. Takes O(n).
    func checkInvariants() {
        switch form {
        case .integers: readIntegers { integers in integers.checkInvariants() }
        case .packed: readPacked { list in list.checkInvariants() }
        case .packedTable:
            readPacked { list in
                list.checkInvariants()
                precondition(list.byteCount <= Self.mostPackedBytes * 2)
            }
        case .table: readTable { table in table.checkInvariants() }
        case .scores: readScores { table in table.checkInvariants() }
        }
    }
}

extension PackedList {
    /// Calls `body` with each element, until it returns false.
    borrowing func forEachElement(_ body: (StringView) -> Bool) {
        var next = first
        while let position = next {
            guard body(StringView(element(at: position))) else { return }
            next = self.position(after: position)
        }
    }

    /// Calls `body` with the element at `index`, which exists.
    borrowing func withElement<Result>(at index: Int, _ body: (StringView) -> Result) -> Result {
        guard let position = position(at: index) else {
            preconditionFailure("there is no such element")
        }
        return body(StringView(element(at: position)))
    }
}
