/// A packed list of fields and values, one behind the other.
extension PackedList {
    /// The number of pairs.
    var pairCount: Int { count / 2 }

    /// Returns the position of a field, or nil.
    borrowing func position(ofField field: Span<UInt8>) -> PackedPosition? {
        find(field, from: first, skipping: 1)
    }

    /// Returns the position of the value behind a field.
    @inline(__always)
    borrowing func position(ofValueBehind field: PackedPosition) -> PackedPosition {
        guard let value = position(after: field) else {
            preconditionFailure("a field has no value")
        }
        return value
    }

    /// Calls `body` with the value of a field, or with nil if it isn't there.
    borrowing func withValue<Result>(
        of field: Span<UInt8>, _ body: (StringView?) -> Result
    ) -> Result {
        guard let field = position(ofField: field) else { return body(nil) }
        return body(StringView(element(at: position(ofValueBehind: field))))
    }

    /// Calls `body` with each field and its value, until it returns false.
    borrowing func forEachPair(_ body: (StringView, StringView) -> Bool) {
        var next = first
        while let field = next {
            let value = position(ofValueBehind: field)
            guard body(StringView(element(at: field)), StringView(element(at: value))) else {
                return
            }
            next = position(after: value)
        }
    }

    /// Calls `body` with the field at `index`, which exists, and its value.
    borrowing func withPair<Result>(
        at index: Int, _ body: (StringView, StringView) -> Result
    ) -> Result {
        guard let field = position(at: index * 2) else {
            preconditionFailure("there is no such pair")
        }
        let value = position(ofValueBehind: field)
        return body(StringView(element(at: field)), StringView(element(at: value)))
    }

    /// Sets a field to `value`: one that is there keeps its place, a new one comes last. Returns whether
    /// it is new, or nil, and nothing happens, if the list would become too long.
    mutating func set(_ field: Span<UInt8>, _ value: Span<UInt8>) -> Bool? {
        guard byteCount &+ field.count &+ value.count <= HashLayout.mostBytes else { return nil }
        if let place = position(ofField: field) {
            replace(at: position(ofValueBehind: place), with: value)
            return false
        }
        append(field)
        append(value)
        return true
    }

    /// Removes a field and its value; returns whether it was there.
    mutating func removePair(ofField field: Span<UInt8>) -> Bool {
        guard let position = position(ofField: field) else { return false }
        remove(2, at: position)
        return true
    }
}

extension StringView {
    /// Views an element of a packed list.
    @_lifetime(copy element)
    @inline(__always) init(_ element: PackedElement) {
        switch element {
        case .bytes(let bytes): self = .bytes(bytes)
        case .integer(let value): self = .integer(value)
        }
    }
}
