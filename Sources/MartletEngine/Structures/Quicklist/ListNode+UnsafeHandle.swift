extension ListNode {
    /// Returns the element at `position`.
    @_lifetime(borrow self)
    @inline(__always)
    borrowing func element(at position: PackedPosition) -> PackedElement {
        switch self {
        case .packed(let list): return list.element(at: position)
        case .plain(let blob):
            // The node holds the blob, and can't change while this view exists.
            return unsafe _overrideLifetime(.bytes(blob.span), borrowing: self)
        }
    }
}
