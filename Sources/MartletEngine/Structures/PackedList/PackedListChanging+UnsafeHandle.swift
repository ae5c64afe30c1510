// What the changes of a packed list write into it.
extension PackedList {
    @inline(__always) mutating func insert(_ form: PackedForm, at offset: Int) {
        unsafe replace(at: offset, removing: 0, adding: form.count, elements: 1) { target in
            unsafe form.write(at: target)
        }
    }

    @inline(__always) mutating func replace(at position: PackedPosition, with form: PackedForm) {
        let removed = unsafe entry(at: position).count
        unsafe replace(at: position.offset, removing: removed, adding: form.count, elements: 0) {
            target in unsafe form.write(at: target)
        }
    }

    mutating func removeBytes(_ count: Int, at offset: Int, elements: Int) {
        unsafe replace(at: offset, removing: count, adding: 0, elements: -elements) { _ in }
    }

    /// Appends the `count` entries of a payload, whose first six and last bytes are none.
    mutating func append(entries payload: Span<UInt8>, count: Int) {
        let added = payload.count - Self.headerCount - 1
        guard added > 0 else { return }
        unsafe replace(at: byteCount - 1, removing: 0, adding: added, elements: count) { target in
            unsafe payload.withBase { base, _ in
                unsafe target.update(from: base + Self.headerCount, count: added)
            }
        }
    }
}
