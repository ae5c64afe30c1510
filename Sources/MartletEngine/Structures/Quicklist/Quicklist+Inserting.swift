extension Quicklist {
    /// Puts an element next to the first one that is `pivot`, nearer to `end`; returns false if there
    /// is no such pivot.
    package mutating func insert(
        _ element: Span<UInt8>, next pivot: Span<UInt8>, towards end: ListEnd,
        plainFrom threshold: Int
    ) -> Bool {
        guard let (place, position) = firstPlace(of: pivot) else { return false }
        insert(element, next: position, of: place, towards: end, plainFrom: threshold)
        return true
    }

    private func firstPlace(of element: Span<UInt8>) -> (NodeRow.Place, PackedPosition)? {
        let pattern = ElementPattern(element)
        var nextPlace = row.place(at: .head)
        while let place = nextPlace {
            var nextPosition = row[place].position(at: .head)
            while let position = nextPosition {
                if pattern.matches(row[place].element(at: position)) { return (place, position) }
                nextPosition = row[place].position(after: position, from: .head)
            }
            nextPlace = row.place(after: place, from: .head)
        }
        return nil
    }

    /// Puts an element next to the one at `position` of the node at `place`.
    private mutating func insert(
        _ element: Span<UInt8>, next position: PackedPosition, of place: NodeRow.Place,
        towards end: ListEnd, plainFrom threshold: Int
    ) {
        if row[place].allows(element.count, limit: limit, plainFrom: threshold) {
            row.change(place) { node in node.insert(element, next: position, towards: end) }
        } else if row[place].position(after: position, from: end.opposite) == nil {
            insertNode(of: element, next: place, towards: end, plainFrom: threshold)
        } else {
            insertSplitting(
                element, next: position, of: place, towards: end, plainFrom: threshold)
        }
    }

    /// Puts an element behind the last one of a node, or before the first one: into the neighbour,
    /// if it has room, else into a node of its own.
    private mutating func insertNode(
        of element: Span<UInt8>, next place: NodeRow.Place, towards end: ListEnd,
        plainFrom threshold: Int
    ) {
        if let neighbour = row.place(after: place, from: end.opposite),
            row[neighbour].allows(element.count, limit: limit, plainFrom: threshold)
        {
            row.change(neighbour) { node in node.push(element, at: end.opposite) }
        } else {
            row.insert(ListNode(element, plainFrom: threshold), next: place, towards: end)
        }
    }

    /// Puts an element between two of a full node, which is split there.
    private mutating func insertSplitting(
        _ element: Span<UInt8>, next position: PackedPosition, of place: NodeRow.Place,
        towards end: ListEnd, plainFrom threshold: Int
    ) {
        let cut = end == .head ? position : row[place].position(after: position, from: .head)
        guard let cut else { preconditionFailure("a node is split within") }
        var tail: ListNode = row.change(place) { node in node.split(before: cut) }
        guard element.count < threshold else {
            let tailPlace = row.insert(tail, next: place, towards: .tail)
            let node = ListNode(element, plainFrom: threshold)
            row.insert(node, next: tailPlace, towards: .head)
            return
        }
        switch end {
        case .head: row.change(place) { node in node.push(element, at: .tail) }
        case .tail: tail.push(element, at: .head)
        }
        let tailPlace = row.insert(tail, next: place, towards: .tail)
        let center = end == .head ? tailPlace : row.place(after: tailPlace, from: .tail)
        if let center { joinNodes(around: center) }
    }
}

// MARK: - Replacing

extension Quicklist {
    /// Puts another element in the place of the one at `index`; returns false if there is none.
    package mutating func replace(
        at index: Int, with element: Span<UInt8>, plainFrom threshold: Int
    ) -> Bool {
        guard let (place, offset) = row.place(ofElement: index),
            let position = row[place].position(at: offset)
        else { return false }
        let isPlain = row[place].isPlain
        let isTooLarge = element.count >= threshold || !row[place].hasRoom(for: element.count)
        if isPlain != isTooLarge {
            insert(
                element, next: position, of: place, towards: .tail,
                plainFrom: isTooLarge ? 0 : threshold)
            remove(1, from: index)
        } else {
            row.change(place) { node in node.replace(at: position, with: element) }
        }
        return true
    }
}

// MARK: - Joining nodes

extension Quicklist {
    /// Joins small nodes near the one that was split, in Redis's order: the two before it, the two
    /// behind it, then it with those next to it.
    private mutating func joinNodes(around place: NodeRow.Place) {
        var center = place
        if let previous = row.place(after: center, from: .tail),
            let joined = joinToPrevious(previous), let next = joined.next
        {
            center = next
        }
        if let next = row.place(after: center, from: .head),
            let nextButOne = row.place(after: next, from: .head),
            let joined = joinToPrevious(nextButOne),
            let previous = row.place(after: joined.place, from: .tail)
        {
            center = previous
        }
        if let joined = joinToPrevious(center) { center = joined.place }
        if let next = row.place(after: center, from: .head) { _ = joinToPrevious(next) }
    }

    /// Joins a node to the one before it, if both together are small enough; returns where they and
    /// the next node are then.
    private mutating func joinToPrevious(
        _ place: NodeRow.Place
    ) -> (place: NodeRow.Place, next: NodeRow.Place?)? {
        guard let previous = row.place(after: place, from: .tail),
            row[previous].allowsJoining(row[place], limit: limit)
        else { return nil }
        let removal = row.take(place)
        guard let joined = removal.previous else { return nil }
        row.change(joined) { left in left.append(contentsOf: removal.node) }
        return (joined, removal.next)
    }
}
