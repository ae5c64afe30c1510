/// A list, changed in place.
///
/// Each of its functions reaches for the elements once: an object's parts are more costly to reach
/// than those of a value.
package final class ListObject: StoredObject {
    package static var kind: ValueKind { .list }

    package var elements: Quicklist

    package init(limit: NodeLimit, compressDepth: Int = 0) {
        elements = Quicklist(limit: limit, compressDepth: compressDepth)
    }

    private init(_ elements: consuming Quicklist) {
        self.elements = elements
    }

    /// The number of elements.
    @inline(__always) package var count: Int { elements.count }

    package var encodingName: StaticString { "quicklist" }

    package func copy() -> Self {
        Self(elements.copy())
    }

    package var freeEffort: Int { elements.nodeCount }

    package func memoryUsage(samples: Int) -> Int {
        80 + elements.memoryUsage(samples: samples)
    }

    package func freeSome(_ limit: Int) -> Bool {
        elements.freeSome(limit)
    }
}

extension ListObject {
    /// Adds arguments at an end, one after the other; returns the new number of elements.
    @inline(__always)
    package func push(
        _ arguments: consuming ArgumentCursor, at end: ListEnd, plainFrom threshold: Int
    ) -> Int {
        while let element = arguments.next() {
            elements.push(element, at: end, plainFrom: threshold)
        }
        return elements.count
    }

    /// Removes the element at an end and writes it; returns the new number of elements.
    package func pop(from end: ListEnd, to reply: inout ReplyWriter) -> Int {
        elements.pop(from: end) { element in reply.bulk(element) }
        return elements.count
    }

    /// Moves the element at an end to an end of another list, which may be this one, and writes it.
    package func move(
        from: ListEnd, to other: ListObject, at to: ListEnd, plainFrom threshold: Int,
        _ reply: inout ReplyWriter
    ) {
        guard other === self else {
            elements.pop(from: from) { element in
                element.withBytes { bytes in
                    other.elements.push(bytes, at: to, plainFrom: threshold)
                }
                reply.bulk(element)
            }
            return
        }
        let element = elements.pop(from: from) { element in
            reply.bulk(element)
            return element.withBytes { bytes in [UInt8](bytes) }
        }
        if let element { elements.push(element.span, at: to, plainFrom: threshold) }
    }

    /// Writes `count` elements on the way from `end` to the other end, but for the first `skipped`.
    package func write(
        from end: ListEnd, skipping skipped: Int = 0, count: Int, to reply: inout ReplyWriter
    ) {
        guard count > 0 else { return }
        var left = count
        elements.forEach(from: end, skipping: skipped) { element in
            reply.bulk(element)
            left &-= 1
            return left > 0
        }
    }
}
