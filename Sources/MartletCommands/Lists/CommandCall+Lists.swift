import MartletEngine

/// What the list commands have in common, and clients that wait for an element.
extension CommandCall {
    /// Returns the list at `key`.
    ///
    /// - Throws: `ReplyError.wrongType`.
    @inline(__always)
    mutating func list(
        at key: Span<UInt8>, _ access: KeyAccess
    ) throws(ReplyError) -> ListObject? {
        try keyspace.object(at: key, access)
    }

    /// Returns the list at `key`, which begins empty: an element is to be pushed at once.
    ///
    /// - Throws: `ReplyError.wrongType`.
    @inline(__always)
    mutating func listToPush(at key: Span<UInt8>) throws(ReplyError) -> ListObject {
        try list(at: key, .write) ?? makeList(at: key)
    }

    @inline(never) private mutating func makeList(at key: Span<UInt8>) -> ListObject {
        let list = ListObject(
            limit: NodeLimit(settings.listMaxListpackSize),
            compressDepth: settings.listCompressDepth)
        keyspace.store(list, at: key)
        return list
    }

    /// Removes the element at an end of the list at `key`, and writes it. It counts for so many
    /// changes.
    @inline(__always)
    mutating func popElement(
        of list: ListObject, at key: Span<UInt8>, from end: ListEnd, counting changes: Int = 1,
        _ reply: inout ReplyWriter
    ) {
        let newCount = list.pop(from: end, to: &reply)
        didModify(key, event: end.popEvent, count: changes)
        if newCount == 0 { removeEmptyList(at: key) }
    }

    /// Removes up to `limit` elements at an end of the list at `key`, and writes an array of them.
    mutating func popElements(
        of list: ListObject, at key: Span<UInt8>, from end: ListEnd, limit: Int,
        _ reply: inout ReplyWriter
    ) {
        let count = min(limit, list.count)
        reply.array(count)
        list.write(from: end, count: count, to: &reply)
        list.elements.remove(count, from: end == .head ? 0 : list.count - count)
        didModify(key, event: end.popEvent, count: count)
        removeIfEmpty(list, at: key)
    }

    /// Moves an element of the list at `source` to the one at `target`, which begins empty if there
    /// is none, and writes it. It counts for so many changes.
    ///
    /// - Throws: `ReplyError.wrongType` about `target`; nothing has changed then.
    mutating func moveElement(
        of list: ListObject, at source: Span<UInt8>, from: ListEnd, to target: Span<UInt8>,
        at to: ListEnd, counting changes: Int = 1, _ reply: inout ReplyWriter
    ) throws(ReplyError) {
        let targetList = try listToPush(at: target)
        list.move(
            from: from, to: targetList, at: to, plainFrom: quicklistPackedThreshold, &reply)
        didModify(target, event: to.pushEvent, count: 0)
        didModify(source, event: from.popEvent, count: changes)
        removeIfEmpty(list, at: source)
    }

    /// Removes a list that has no elements any more.
    mutating func removeIfEmpty(_ list: ListObject, at key: Span<UInt8>) {
        if list.count == 0 { removeEmptyList(at: key) }
    }

    @inline(never) private mutating func removeEmptyList(at key: Span<UInt8>) {
        _ = keyspace.remove(key)
        didModify(key, event: "del", count: 0)
    }
}

extension ListEnd {
    /// Takes `LEFT` or `RIGHT`.
    ///
    /// - Throws: `ReplyError.syntax`.
    init(_ name: Span<UInt8>) throws(ReplyError) {
        if name.isKeyword("LEFT") {
            self = .head
        } else if name.isKeyword("RIGHT") {
            self = .tail
        } else {
            throw .syntax
        }
    }

    /// The event that tells of an element which was added at this end.
    var pushEvent: StaticString { self == .head ? "lpush" : "rpush" }

    /// The event that tells of an element which was removed at this end.
    var popEvent: StaticString { self == .head ? "lpop" : "rpop" }
}
