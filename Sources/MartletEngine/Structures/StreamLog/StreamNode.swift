/// Entries of a stream that are packed together, as Redis packs them.
///
/// The elements are: the number of entries and of removed ones, the number of the fields that entries
/// share, these fields, and 0; then each entry: its flags, its id as the distance from the node's, its
/// fields and values, or only the values if it has the shared fields; and how many elements that were.
///
/// A removed entry stays, and is marked, until none is left.
final class StreamNode {
    /// The id of the entry that was first.
    let id: StreamID
    private(set) var elements: PackedList

    /// Makes a node of packed elements, which are those of a node.
    init(_ id: StreamID, _ elements: consuming PackedList) {
        self.id = id
        self.elements = elements
    }

    /// The number of entries.
    var count: Int { Self.counts(of: elements).live }

    /// The number of entries, removed ones included.
    var fullCount: Int {
        let counts = Self.counts(of: elements)
        return counts.live &+ counts.deleted
    }

    @inline(__always) var byteCount: Int { elements.byteCount }

    var memoryUsage: Int { 48 + elements.memoryUsage }

    /// Returns a node of its own with the same entries.
    func copy() -> StreamNode {
        StreamNode(id, elements.copy())
    }

    /// Calls `body` with the node as it is written into payloads.
    func withBytes(_ body: (Span<UInt8>) -> Void) {
        Self.show(elements, body)
    }

    private static func show(_ elements: borrowing PackedList, _ body: (Span<UInt8>) -> Void) {
        body(elements.bytes)
    }

    private static func counts(
        of elements: borrowing PackedList
    ) -> (live: Int, deleted: Int) {
        var reader = PackedReader(elements)
        return (reader.integer(), reader.integer())
    }
}

// MARK: - Adding

extension StreamNode {
    /// Makes a node for a first entry, which it doesn't hold yet. It has the fields that others share.
    convenience init(for id: StreamID, _ fields: consuming ArgumentCursor) {
        var elements = PackedList()
        elements.append(integer: 0)
        elements.append(integer: 0)
        elements.append(integer: fields.remaining / 2)
        while let field = fields.next() {
            elements.append(field)
            _ = fields.next()
        }
        elements.append(integer: 0)
        self.init(id, elements)
    }

    /// Adds an entry of fields and values, whose id is the greatest.
    func append(_ id: StreamID, _ fields: ArgumentCursor) {
        let sharesFields = Self.shares(fields, elements, self.id)
        var flags = StreamEntryFlags()
        if sharesFields { flags.insert(.sharesFields) }
        Self.append(
            flags, time: Int(bitPattern: UInt(id.time &- self.id.time)),
            sequence: Int(bitPattern: UInt(id.sequence &- self.id.sequence)), fields, to: &elements)
    }

    private static func append(
        _ flags: StreamEntryFlags, time: Int, sequence: Int, _ fields: ArgumentCursor,
        to elements: inout PackedList
    ) {
        let fieldCount = fields.remaining / 2
        var fields = fields
        elements.add(1, toIntegerAt: 0)
        elements.append(integer: flags.rawValue)
        elements.append(integer: time)
        elements.append(integer: sequence)
        guard !flags.contains(.sharesFields) else {
            while fields.next() != nil, let value = fields.next() { elements.append(value) }
            return elements.append(integer: fieldCount &+ 3)
        }
        elements.append(integer: fieldCount)
        while let element = fields.next() { elements.append(element) }
        elements.append(integer: fieldCount &* 2 &+ 4)
    }

    /// Whether these are the fields that the head of the node tells.
    private static func shares(
        _ fields: ArgumentCursor, _ elements: borrowing PackedList, _ id: StreamID
    ) -> Bool {
        var reader = PackedReader(elements)
        let head = StreamNodeHead(&reader, id)
        var fields = fields
        guard head.fieldCount == fields.remaining / 2 else { return false }
        while let field = fields.next() {
            guard reader.next().isEqual(to: field) else { return false }
            _ = fields.next()
        }
        return true
    }

    /// Gives back the room that is kept for further entries.
    func shrinkToFit() {
        elements.shrinkToFit()
    }
}

// MARK: - Reading

extension StreamNode {
    /// Calls `body` with the entries from the first to the last, removed ones included, as long as it
    /// returns true; returns whether it always did.
    func forEach(_ body: (borrowing StreamEntryView) -> Bool) -> Bool {
        Self.forEach(of: elements, id, body)
    }

    /// Calls `body` with the entries from the last to the first, removed ones included, as long as it
    /// returns true; returns whether it always did.
    func forEachReversed(_ body: (borrowing StreamEntryView) -> Bool) -> Bool {
        Self.forEachReversed(of: elements, id, body)
    }

    /// The id of the last entry, be it removed or not.
    var lastID: StreamID {
        var last = id
        _ = forEachReversed { entry in
            last = entry.id
            return false
        }
        return last
    }

    @inline(__always)
    private static func forEach(
        of elements: borrowing PackedList, _ id: StreamID,
        _ body: (borrowing StreamEntryView) -> Bool
    ) -> Bool {
        var reader = PackedReader(elements)
        let head = StreamNodeHead(&reader, id)
        reader.skip(head.fieldCount &+ 1)
        while !reader.isAtEnd {
            let entry = StreamEntryView(&reader, head)
            let count = entry.valueElementCount
            guard body(entry) else { return false }
            reader.skip(count &+ 1)
        }
        return true
    }

    private static func forEachReversed(
        of elements: borrowing PackedList, _ id: StreamID,
        _ body: (borrowing StreamEntryView) -> Bool
    ) -> Bool {
        var reader = PackedReader(elements)
        let head = StreamNodeHead(&reader, id)
        reader.goToEnd()
        while true {
            reader.goBack(1)
            var tail = reader
            let count = tail.integer()
            // The head ends in 0.
            guard count > 0 else { return true }
            reader.goBack(count)
            var start = reader
            let entry = StreamEntryView(&start, head)
            guard body(entry) else { return false }
        }
    }
}

// MARK: - Removing

extension StreamNode {
    /// Marks the entries at `positions` as removed.
    func remove(_ positions: [PackedPosition]) {
        for position in positions { elements.setFlag(.deleted, at: position) }
        elements.add(-positions.count, toIntegerAt: 0)
        elements.add(positions.count, toIntegerAt: 1)
    }
}

extension PackedList {
    /// Adds a number to the integer at an index.
    fileprivate mutating func add(_ number: Int, toIntegerAt index: Int) {
        var reader = PackedReader(self)
        reader.skip(index)
        let position = reader.position
        let integer = reader.integer() &+ number
        replace(at: position, withInteger: integer)
    }

    fileprivate mutating func setFlag(_ flag: StreamEntryFlags, at position: PackedPosition) {
        let old = element(at: position).integer ?? 0
        replace(at: position, withInteger: old | flag.rawValue)
    }
}

// MARK: - Checking

extension StreamNode {
    /// Returns whether these elements are a node of the id, which may come from anywhere.
    static func isWellFormed(_ elements: borrowing PackedList, _ id: StreamID) -> Bool {
        var check = StreamNodeCheck(elements)
        return check.run(id)
    }

    /// Stops the program if the node contradicts itself. Takes O(n).
    func checkInvariants() {
        elements.checkInvariants()
        precondition(Self.isWellFormed(elements, id) && count > 0)
    }
}
