extension PackedList {
    /// Appends an element.
    @inline(__always) package mutating func append(_ element: Span<UInt8>) {
        insert(PackedForm(element), at: byteCount &- 1)
    }

    /// Appends an element that is an integer.
    package mutating func append(integer: Int) {
        insert(PackedForm(integer), at: byteCount - 1)
    }

    /// Puts an element before all others.
    @inline(__always) package mutating func prepend(_ element: Span<UInt8>) {
        insert(PackedForm(element), at: Self.headerCount)
    }

    /// Puts an element before the one at `position`, and so at that position.
    package mutating func insert(_ element: Span<UInt8>, before position: PackedPosition) {
        precondition(position.offset >= Self.headerCount && position.offset < byteCount)
        insert(PackedForm(element), at: position.offset)
    }

    /// Puts an element behind the one at `position`.
    package mutating func insert(_ element: Span<UInt8>, after position: PackedPosition) {
        let next = self.position(after: position)
        insert(PackedForm(element), at: next?.offset ?? byteCount - 1)
    }

    /// Puts an element that is an integer before the one at `position`.
    package mutating func insert(integer: Int, before position: PackedPosition) {
        precondition(position.offset >= Self.headerCount && position.offset < byteCount)
        insert(PackedForm(integer), at: position.offset)
    }

    /// The position behind the last element, to insert at.
    package var end: PackedPosition { PackedPosition(offset: byteCount - 1) }

    /// Puts another element in the place of the one at `position`.
    package mutating func replace(at position: PackedPosition, with element: Span<UInt8>) {
        replace(at: position, with: PackedForm(element))
    }

    /// Puts an integer in the place of the element at `position`.
    package mutating func replace(at position: PackedPosition, withInteger integer: Int) {
        replace(at: position, with: PackedForm(integer))
    }

    /// Removes the element at `position`; the next one is there then. Returns that position, or nil
    /// at the end.
    @discardableResult
    package mutating func remove(at position: PackedPosition) -> PackedPosition? {
        remove(1, at: position)
    }

    /// Removes `count` elements from `position` on, or those there are; the next one is there then.
    /// Returns that position, or nil at the end.
    @discardableResult
    package mutating func remove(_ count: Int, at position: PackedPosition) -> PackedPosition? {
        let (size, removed) = extent(of: count, at: position)
        removeBytes(size, at: position.offset, elements: removed)
        return position.offset < byteCount - 1 ? position : nil
    }

    /// How many bytes the list would take with one more element.
    package func byteCount(adding element: Span<UInt8>) -> Int {
        byteCount + PackedForm(element).count
    }

    /// How many bytes an element takes.
    package static func byteCount(of element: Span<UInt8>) -> Int { PackedForm(element).count }
}

// MARK: - Whole lists

extension PackedList {
    /// Appends the elements of another list.
    package mutating func append(contentsOf other: borrowing PackedList) {
        append(entries: other.bytes, count: other.count)
    }

    /// Takes the elements from `position` on out, as a list of their own.
    package mutating func split(before position: PackedPosition) -> PackedList {
        let (size, count) = extent(of: .max, at: position)
        var tail = PackedList()
        let start = position.offset - Self.headerCount
        tail.append(entries: bytes.extracting(start...), count: count)
        removeBytes(size, at: position.offset, elements: count)
        return tail
    }

    /// Returns how many bytes `count` elements from `position` on take, or those there are, and how
    /// many these are.
    private func extent(of count: Int, at position: PackedPosition) -> (bytes: Int, count: Int) {
        var next: PackedPosition? = position
        var found = 0
        while let current = next, found < count {
            found += 1
            next = self.position(after: current)
        }
        return ((next?.offset ?? byteCount - 1) - position.offset, found)
    }
}
