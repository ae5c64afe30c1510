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

    /// Removes the element at an end of the list at `key`, and writes it: for a client that waited for
    /// it, if `isServed`.
    @inline(__always)
    mutating func popElement(
        of list: ListObject, at key: Span<UInt8>, from end: ListEnd, isServed: Bool = false,
        _ reply: inout ReplyWriter
    ) {
        let newCount = list.pop(from: end, to: &reply)
        didPop(key, end, isServed)
        if newCount == 0 { removeEmptyList(at: key, isServed) }
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
    /// is none, and writes it: for a client that waited for it, if `isServed`.
    ///
    /// - Throws: `ReplyError.wrongType` about `target`; nothing has changed then.
    mutating func moveElement(
        of list: ListObject, at source: Span<UInt8>, from: ListEnd, to target: Span<UInt8>,
        at to: ListEnd, isServed: Bool = false, _ reply: inout ReplyWriter
    ) throws(ReplyError) {
        let targetList = try listToPush(at: target)
        list.move(
            from: from, to: targetList, at: to, plainFrom: quicklistPackedThreshold, &reply)
        didModify(target, event: to.pushEvent, count: 0)
        didPop(source, from, isServed)
        if list.count == 0 { removeEmptyList(at: source, isServed) }
    }

    /// Removes a list that has no elements any more.
    mutating func removeIfEmpty(_ list: ListObject, at key: Span<UInt8>) {
        if list.count == 0 { removeEmptyList(at: key, false) }
    }

    @inline(never)
    private mutating func removeEmptyList(at key: Span<UInt8>, _ isServed: Bool) {
        _ = keyspace.remove(key)
        if isServed {
            didServe(from: key, event: "del")
        } else {
            didModify(key, event: "del", count: 0)
        }
    }

    @inline(__always)
    private mutating func didPop(_ key: Span<UInt8>, _ end: ListEnd, _ isServed: Bool) {
        if isServed {
            didServe(from: key, event: end.popEvent)
        } else {
            didModify(key, event: end.popEvent)
        }
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
