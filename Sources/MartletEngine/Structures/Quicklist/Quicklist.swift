/// The elements of a list: nodes in a row, each with elements packed together.
///
/// Which element lies in which node is as Redis's quicklist has it, since payloads and `DEBUG OBJECT`
/// show it: every change fills, splits and joins nodes by the same rules. Adding and removing at an
/// end takes O(1); in between, it takes a walk over the chunks of nodes and one through a node.
///
/// Elements of at least `threshold` bytes get nodes of their own; who adds elements says what that
/// is.
package struct Quicklist: ~Copyable {
    var row = NodeRow()
    package let limit: NodeLimit
    /// How many nodes at each end Redis would not compress, or 0 for no compression. We never
    /// compress.
    package let compressDepth: UInt16

    package init(limit: NodeLimit, compressDepth: Int = 0) {
        self.limit = limit
        self.compressDepth = UInt16(clamping: compressDepth)
    }

    /// The number of elements.
    @inline(__always) package var count: Int { row.elementCount }

    /// The number of nodes.
    package var nodeCount: Int { row.count }

    /// Adds an element at an end.
    @inline(__always)
    package mutating func push(
        _ element: Span<UInt8>, at end: ListEnd, plainFrom threshold: Int
    ) {
        let limit = limit
        let isDone = row.change(at: end) { node in
            guard node.allows(element.count, limit: limit, plainFrom: threshold) else {
                node.shrink()
                return false
            }
            node.push(element, at: end)
            return true
        }
        if isDone != true { row.push(ListNode(element, plainFrom: threshold), at: end) }
    }

    /// Removes the element at an end, after `body` has seen it; returns nil if there is none.
    @inline(__always)
    package mutating func pop<Result>(
        from end: ListEnd, _ body: (PackedElement) -> Result
    ) -> Result? {
        guard let place = row.place(at: end), let position = row[place].position(at: end) else {
            return nil
        }
        let result = body(row[place].element(at: position))
        remove(position, of: place)
        return result
    }

    /// Removes an element, and its node if there is nothing else in it.
    @inline(__always)
    mutating func remove(_ position: PackedPosition, of place: NodeRow.Place) {
        if row[place].count == 1 {
            _ = row.take(place)
        } else {
            row.change(place) { node in node.change { list in list.remove(at: position) } }
        }
    }
}

extension Quicklist {
    /// Returns a list of its own with the same elements in the same nodes.
    package borrowing func copy() -> Quicklist {
        var copy = Quicklist(limit: limit, compressDepth: Int(compressDepth))
        row.forEach(from: .head) { node in
            copy.row.push(node.copy(), at: .tail)
            return true
        }
        return copy
    }

    /// The sum of what Redis counts as the sizes of the nodes.
    package var byteCount: Int {
        var sum = 0
        row.forEach(from: .head) { node in
            sum += node.byteCount
            return true
        }
        return sum
    }

    /// How many bytes the nodes take. If there are more than `samples` of them, these are measured,
    /// and the others are taken to be of their mean size; 0 means all are measured.
    package func memoryUsage(samples: Int) -> Int {
        var (sum, measured) = (0, 0)
        row.forEach(from: .head) { node in
            sum += node.memoryUsage
            measured += 1
            return measured != samples
        }
        guard measured > 0 else { return 0 }
        return row.chunkMemory + Int((Double(sum) / Double(measured) * Double(nodeCount)).rounded())
    }

    /// Calls `body` with each node as it is written into payloads: a packed one as its listpack, a
    /// plain one as its element.
    package func forEachNode(_ body: (_ bytes: Span<UInt8>, _ isPlain: Bool) -> Void) {
        row.forEach(from: .head) { node in
            node.withBytes(body)
            return true
        }
    }

    /// Adds a node of packed elements at the end, of which there is at least one, whatever the limit
    /// says.
    package mutating func appendNode(_ elements: consuming PackedList) {
        precondition(!elements.isEmpty)
        row.push(.packed(elements), at: .tail)
    }

    /// Adds a node of one element at the end, whatever its size.
    package mutating func appendPlainNode(_ element: Span<UInt8>) {
        row.push(.plain(Blob(copying: element)), at: .tail)
    }

    /// Frees about `limit` small nodes, or fewer large ones; returns whether none is left.
    package mutating func freeSome(_ limit: Int) -> Bool {
        row.freeSome(limit)
    }

    /// Stops the program if the list contradicts itself. Takes O(n).
    package func checkInvariants() {
        row.checkInvariants()
    }
}
