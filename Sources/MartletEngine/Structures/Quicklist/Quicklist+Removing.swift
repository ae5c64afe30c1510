extension Quicklist {
    /// Removes `removed` elements from `index` on, or those there are.
    package mutating func remove(_ removed: Int, from index: Int) {
        guard removed > 0, let (start, first) = row.place(ofElement: index) else { return }
        var left = min(removed, count - index)
        var (next, offset) = (Optional(start), first)
        while left > 0, let place = next {
            let nodeCount = row[place].count
            let part = min(left, nodeCount - offset)
            if part == nodeCount {
                next = row.take(place).next
            } else {
                row.change(place) { node in node.remove(part, at: offset) }
                next = row.place(after: place, from: .head)
            }
            left -= part
            offset = 0
        }
    }

    /// Removes the elements that are `element`, up to `limit` of them, on the way from `end` to the
    /// other end; returns how many there were.
    package mutating func removeAll(
        _ element: Span<UInt8>, from end: ListEnd, limit: Int
    ) -> Int {
        let pattern = ElementPattern(element)
        var removed = 0
        var next = row.place(at: end)
        while removed < limit, let place = next {
            let (found, isEmptied) = row.change(place) { node in
                node.removeAll(pattern, from: end, limit: limit - removed)
            }
            removed += found
            if isEmptied {
                let removal = row.take(place)
                next = end == .head ? removal.next : removal.previous
            } else {
                next = row.place(after: place, from: end)
            }
        }
        return removed
    }
}

extension ListNode {
    /// Removes `removed` elements from the one at `index` on, but not all.
    fileprivate mutating func remove(_ removed: Int, at index: Int) {
        change { list in
            guard let position = list.position(at: index) else { return }
            list.remove(removed, at: position)
        }
    }

    /// Removes matching elements; returns how many, and whether they were the only ones. A plain
    /// node keeps its element then.
    fileprivate mutating func removeAll(
        _ pattern: borrowing ElementPattern, from end: ListEnd, limit: Int
    ) -> (found: Int, isEmptied: Bool) {
        guard !isPlain else {
            let matches = position(at: end).map { pattern.matches(element(at: $0)) } ?? false
            return (matches ? 1 : 0, matches)
        }
        var found = 0
        var next = position(at: end)
        while found < limit, let current = next {
            if pattern.matches(element(at: current)) {
                found += 1
                let before = end == .tail ? position(after: current, from: end) : nil
                change { list in next = list.remove(at: current) }
                if end == .tail { next = before }
            } else {
                next = position(after: current, from: end)
            }
        }
        return (found, count == 0)
    }
}
