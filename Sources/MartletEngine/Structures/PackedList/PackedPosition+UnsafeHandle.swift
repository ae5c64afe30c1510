/// Where an element of a packed list is, until the list's next change.
package struct PackedPosition: Equatable {
    let offset: Int
}

// MARK: - Moving about

extension PackedList {
    /// The position of the first element; nil in an empty list.
    @inline(__always) package var first: PackedPosition? {
        isEmpty ? nil : PackedPosition(offset: Self.headerCount)
    }

    /// The position of the last element; nil in an empty list.
    package var last: PackedPosition? {
        position(before: PackedPosition(offset: byteCount - 1))
    }

    @inline(__always) func entry(at position: PackedPosition) -> PackedEntry {
        let end = byteCount &- 1
        precondition(position.offset >= Self.headerCount && position.offset < end)
        let entry = unsafe PackedEntry(at: base + position.offset)
        unsafe precondition(entry.count <= end &- position.offset)
        return unsafe entry
    }

    /// Returns the position of the next element, or nil.
    @inline(__always)
    package func position(after position: PackedPosition) -> PackedPosition? {
        let next = unsafe position.offset &+ entry(at: position).count
        return next < byteCount &- 1 ? PackedPosition(offset: next) : nil
    }

    /// Returns the position of the element before, or nil.
    package func position(before position: PackedPosition) -> PackedPosition? {
        let room = position.offset - Self.headerCount
        precondition(room >= 0 && position.offset < byteCount)
        guard room > 0 else { return nil }
        let end = unsafe base + position.offset
        guard let body = unsafe PackedEntry.readTail(before: end, most: room) else {
            preconditionFailure("no element ends here")
        }
        let count = body + PackedEntry.tailCount(ofBody: body)
        precondition(count <= room)
        return PackedPosition(offset: position.offset - count)
    }

    /// Returns the position of the element at `index`, or nil. It is counted from the end nearer to
    /// it.
    package func position(at index: Int) -> PackedPosition? {
        let count = count
        guard index >= 0, index < count else { return nil }
        if index <= count / 2 {
            var position = first
            for _ in 0..<index {
                guard let current = position else { return nil }
                position = self.position(after: current)
            }
            return position
        }
        var position = last
        for _ in index..<(count - 1) {
            guard let current = position else { return nil }
            position = self.position(before: current)
        }
        return position
    }
}

// MARK: - Reading

extension PackedList {
    /// Returns the element at `position`.
    @_lifetime(borrow self)
    @inline(__always)
    package borrowing func element(at position: PackedPosition) -> PackedElement {
        let entry = unsafe entry(at: position)
        if unsafe entry.isInteger { return unsafe .integer(entry.integer) }
        let span = unsafe Span(_unsafeStart: UnsafePointer(entry.text), count: entry.textCount)
        return unsafe .bytes(_overrideLifetime(span, borrowing: self))
    }

    /// Returns the position of the first element that is `bytes`, from `start` on, or nil. After each
    /// one that isn't, `skipped` elements are passed over, as between the fields of a hash.
    package borrowing func find(
        _ bytes: Span<UInt8>, from start: PackedPosition?, skipping skipped: Int = 0
    ) -> PackedPosition? {
        search(for: bytes, from: start, skipping: skipped)?.position
    }

    /// Returns how many elements were looked at before the first that is `bytes`, or nil if none is;
    /// after each one `skipped` others are passed over, and don't count.
    borrowing func index(of bytes: Span<UInt8>, skipping skipped: Int) -> Int? {
        search(for: bytes, from: first, skipping: skipped)?.index
    }

    private borrowing func search(
        for bytes: Span<UInt8>, from start: PackedPosition?, skipping skipped: Int
    ) -> (position: PackedPosition, index: Int)? {
        guard let start else { return nil }
        let integer = bytes.count <= 20 ? bytes.parseInteger() : nil
        return unsafe bytes.withBase { wanted, count in
            let end = byteCount &- 1
            var offset = start.offset
            var index = 0
            precondition(offset >= Self.headerCount)
            while offset < end {
                let entry = unsafe PackedEntry(at: base + offset)
                let isFound =
                    unsafe entry.isInteger
                    ? integer != nil && integer == entry.integer
                    : entry.textCount == count
                        && ByteWords.areEqual(entry.text, wanted, count: count)
                if isFound { return (PackedPosition(offset: offset), index) }
                offset &+= unsafe entry.count
                var left = skipped
                while left > 0, offset < end {
                    offset &+= unsafe PackedEntry.count(at: base + offset)
                    left &-= 1
                }
                precondition(offset <= end)
                index &+= 1
            }
            return nil
        }
    }
}
