extension Quicklist {
    /// Calls `body` with one element after the other on the way from `end` to the other end, but for
    /// the first `skipped`, as long as it returns true.
    @inline(__always)
    package func forEach(
        from end: ListEnd, skipping skipped: Int = 0, _ body: (PackedElement) -> Bool
    ) {
        guard skipped >= 0, skipped < count,
            let (start, offset) = row.place(
                ofElement: end == .head ? skipped : count &- 1 &- skipped)
        else { return }
        var nextPosition = row[start].position(at: offset)
        var nextPlace: NodeRow.Place? = start
        while let place = nextPlace {
            if let position = nextPosition {
                guard row[place].forEach(from: position, end, body) else { return }
            }
            nextPlace = row.place(after: place, from: end)
            if let next = nextPlace { nextPosition = row[next].position(at: end) }
        }
    }

    /// Calls `body` with the element at `index`, and returns what it returns; nil if there is none.
    package func withElement<Result>(
        at index: Int, _ body: (PackedElement) -> Result
    ) -> Result? {
        guard let (place, offset) = row.place(ofElement: index),
            let position = row[place].position(at: offset)
        else { return nil }
        return body(row[place].element(at: position))
    }
}

extension ListNode {
    /// Calls `body` with the element at `position` and the others on the way from `end` to the other
    /// end, until it returns false; returns whether it never did.
    @inline(__always)
    fileprivate func forEach(
        from position: PackedPosition, _ end: ListEnd, _ body: (PackedElement) -> Bool
    ) -> Bool {
        switch self {
        case .packed(let list): list.forEach(from: position, end, body)
        case .plain(let blob): body(.bytes(blob.span))
        }
    }
}

extension PackedList {
    @inline(__always)
    fileprivate borrowing func forEach(
        from start: PackedPosition, _ end: ListEnd, _ body: (PackedElement) -> Bool
    ) -> Bool {
        guard end == .tail else {
            var reader = PackedReader(self, from: start)
            while !reader.isAtEnd {
                guard body(reader.next()) else { return false }
            }
            return true
        }
        var next: PackedPosition? = start
        while let position = next {
            guard body(element(at: position)) else { return false }
            next = self.position(before: position)
        }
        return true
    }
}

/// What an element is compared with: bytes, and the integer that they spell if they do.
package struct ElementPattern: ~Escapable {
    private let bytes: Span<UInt8>
    private let integer: Int?

    @_lifetime(copy bytes)
    package init(_ bytes: Span<UInt8>) {
        self.bytes = bytes
        integer = bytes.parseInteger()
    }

    /// Returns whether the element is these bytes.
    @inline(__always) package func matches(_ element: PackedElement) -> Bool {
        switch element {
        case .bytes(let other): other.isEqual(to: bytes)
        case .integer(let value): value == integer
        }
    }
}
