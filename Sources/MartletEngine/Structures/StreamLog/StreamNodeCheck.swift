/// Looks whether packed elements are a node of a stream, element by element.
struct StreamNodeCheck: ~Escapable {
    private var reader: PackedReader

    @_lifetime(borrow elements)
    init(_ elements: borrowing PackedList) {
        reader = PackedReader(elements)
    }

    /// Returns whether they are a node with this id: the counts are right, every entry is as long as
    /// it says, and those that aren't removed are in order.
    @_lifetime(self: copy self)
    mutating func run(_ id: StreamID) -> Bool {
        guard let count = integer(), let deletedCount = integer(), let fieldCount = integer(),
            count >= 0, deletedCount >= 0, skip(fieldCount), integer() == 0
        else { return false }
        var (live, deleted) = (0, 0)
        var last: StreamID?
        while !reader.isAtEnd {
            guard let (entry, isDeleted) = entry(id, sharedFieldCount: fieldCount) else {
                return false
            }
            if isDeleted {
                deleted += 1
                continue
            }
            if let last, entry <= last { return false }
            guard entry >= id else { return false }
            last = entry
            live += 1
        }
        return live == count && deleted == deletedCount
    }

    /// Takes an entry; returns its id and whether it was removed.
    @_lifetime(self: copy self)
    private mutating func entry(
        _ id: StreamID, sharedFieldCount: Int
    ) -> (StreamID, isDeleted: Bool)? {
        guard let rawFlags = integer(), let time = integer(), let sequence = integer() else {
            return nil
        }
        let flags = StreamEntryFlags(rawValue: rawFlags)
        var elementCount = 3
        if flags.contains(.sharesFields) {
            guard skip(sharedFieldCount) else { return nil }
            elementCount += sharedFieldCount
        } else {
            guard let fieldCount = integer(), fieldCount <= Int(UInt32.max),
                skip(fieldCount), skip(fieldCount)
            else { return nil }
            elementCount += 1 + 2 * fieldCount
        }
        guard integer() == elementCount else { return nil }
        let entryID = StreamID(
            id.time &+ UInt64(bitPattern: Int64(time)),
            id.sequence &+ UInt64(bitPattern: Int64(sequence)))
        return (entryID, flags.contains(.deleted))
    }

    /// Takes an integer; nil if none comes.
    @_lifetime(self: copy self)
    private mutating func integer() -> Int? {
        guard !reader.isAtEnd else { return nil }
        switch reader.next() {
        case .integer(let integer): return integer
        case .bytes: return nil
        }
    }

    /// Takes `count` elements; returns whether there are as many.
    @_lifetime(self: copy self)
    private mutating func skip(_ count: Int) -> Bool {
        guard count >= 0 else { return false }
        var left = count
        while left > 0 {
            guard !reader.isAtEnd else { return false }
            reader.skip(1)
            left -= 1
        }
        return true
    }
}
