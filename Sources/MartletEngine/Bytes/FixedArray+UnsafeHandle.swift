/// Elements in a row whose number never changes, owned by one holder.
///
/// An `Array` asks at each change whether somebody else holds it; this one has no need to.
@safe package struct FixedArray<Element>: ~Copyable {
    private let base: UnsafeMutablePointer<Element>
    package let count: Int

    package init(repeating element: Element, count: Int) {
        self.count = count
        unsafe base = .allocate(capacity: max(count, 1))
        unsafe base.initialize(repeating: element, count: count)
    }

    deinit {
        unsafe base.deinitialize(count: count)
        unsafe base.deallocate()
    }

    package subscript(index: Int) -> Element {
        @inline(__always) _read {
            precondition(index >= 0 && index < count)
            yield unsafe base[index]
        }
        @inline(__always) _modify {
            precondition(index >= 0 && index < count)
            yield unsafe &base[index]
        }
    }

    /// The elements.
    package var span: Span<Element> {
        @_lifetime(borrow self)
        @inline(__always) borrowing get {
            let span = unsafe Span(_unsafeStart: UnsafePointer(base), count: count)
            return unsafe _overrideLifetime(span, borrowing: self)
        }
    }
}

extension FixedArray {
    /// Returns an array of `count` elements, the first of which are these, the others `element`.
    package consuming func grown(to count: Int, filling element: Element) -> FixedArray {
        var larger = FixedArray(repeating: element, count: count)
        for index in 0..<min(self.count, count) { larger[index] = self[index] }
        return larger
    }
}

/// Its elements have one owner, and move with it.
extension FixedArray: @unchecked Sendable where Element: Sendable {}
