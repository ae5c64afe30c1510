import MartletEngine

/// The collection whose elements are sorted.
enum SortSource {
    case list(ListObject)
    case set(SetObject)
    case sortedSet(SortedSetObject)

    /// Finds the collection at `key`; nil if there is none. As in Redis, a sorted set that is packed
    /// becomes a table.
    ///
    /// - Throws: `ReplyError.wrongType`.
    init?(_ key: Span<UInt8>, _ call: inout CommandCall) throws(ReplyError) {
        guard let kind = call.keyspace.entry(at: key, .read)?.kind else { return nil }
        switch kind {
        case .list: self = .list(try Self.object(at: key, &call))
        case .set: self = .set(try Self.object(at: key, &call))
        case .sortedSet:
            let set: SortedSetObject = try Self.object(at: key, &call)
            if set.isPacked { set.makeTable(seed: call.sortedSetLayout.seed) }
            self = .sortedSet(set)
        default: throw .wrongType
        }
    }

    /// Returns the object at a key that there is. What its entry gives may be a copy, which would be
    /// changed in vain.
    private static func object<Object: StoredObject>(
        at key: Span<UInt8>, _ call: inout CommandCall
    ) throws(ReplyError) -> Object {
        guard let object: Object = try call.keyspace.object(at: key, .peek) else {
            preconditionFailure("there is no such key")
        }
        return object
    }

    var isUnordered: Bool {
        if case .set = self { return true }
        return false
    }

    /// Returns all elements.
    func elements() -> [[UInt8]] {
        switch self {
        case .list(let list): Self.elements(of: list, 0..<list.count, from: .head)
        case .set(let set): Self.elements(of: set)
        case .sortedSet(let set): Self.elements(of: set, 0..<set.count)
        }
    }

    /// Returns the elements that the options ask for in the collection's own order; a set takes no
    /// notice of the direction.
    func elements(_ options: SortOptions) -> [[UInt8]] {
        let isDescending = options.isDescending
        switch self {
        case .list(let list):
            return Self.elements(
                of: list, options.range(of: list.count), from: isDescending ? .tail : .head)
        case .set(let set):
            return Array(Self.elements(of: set)[options.range(of: set.count)])
        case .sortedSet(let set):
            let (count, range) = (set.count, options.range(of: set.count))
            guard isDescending else { return Self.elements(of: set, range) }
            let ranks = (count - range.upperBound)..<(count - range.lowerBound)
            return Self.elements(of: set, ranks, reversed: true)
        }
    }

    private static func elements(
        of list: ListObject, _ range: Range<Int>, from end: ListEnd
    ) -> [[UInt8]] {
        guard !range.isEmpty else { return [] }
        var elements: [[UInt8]] = []
        list.elements.forEach(from: end, skipping: range.lowerBound) { element in
            elements.append(element.withBytes { bytes in [UInt8](bytes) })
            return elements.count < range.count
        }
        return elements
    }

    private static func elements(of set: SetObject) -> [[UInt8]] {
        var elements: [[UInt8]] = []
        set.forEach { member in
            elements.append(member.withBytes { bytes in [UInt8](bytes) })
            return true
        }
        return elements
    }

    private static func elements(
        of set: SortedSetObject, _ ranks: Range<Int>, reversed: Bool = false
    ) -> [[UInt8]] {
        var elements: [[UInt8]] = []
        set.forEachMember(in: ranks, reversed: reversed) { member in
            elements.append(member.withBytes { bytes in [UInt8](bytes) })
        }
        return elements
    }
}
