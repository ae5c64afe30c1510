/// A value that lives in an object of its own. Its class and its kind belong together.
package protocol StoredObject: AnyObject {
    static var kind: ValueKind { get }

    /// What OBJECT ENCODING calls the way in which Redis would store the object.
    var encodingName: StaticString { get }

    /// The number of elements, if Redis would keep them in a hash table.
    var tableCount: Int? { get }

    /// Returns an object of its own with the same elements.
    func copy() -> Self

    /// Whether the elements of a small object of this class can lie in an entry without the object.
    static var isFoldable: Bool { get }

    /// Returns an object with elements that were folded.
    static func unfolded(_ elements: consuming FoldedElements) -> Self

    /// Gives the elements away, so that none are left; returns nil, and changes nothing, if they are
    /// too many.
    func fold() -> FoldedElements?

    /// Takes elements that were folded, in place of none.
    func unfold(_ elements: consuming FoldedElements)

    /// Whether `fold` would return the elements.
    var isSmall: Bool { get }

    /// About how many allocations it takes to let go of the object.
    var freeEffort: Int { get }

    /// How many bytes the object takes. Of its elements, `samples` are measured; 0 means all.
    func memoryUsage(samples: Int) -> Int

    /// Frees about `limit` elements of an object that nobody wants any more; returns whether none is
    /// left.
    func freeSome(_ limit: Int) -> Bool
}

extension StoredObject {
    package static var isFoldable: Bool { false }

    package static func unfolded(_ elements: consuming FoldedElements) -> Self {
        preconditionFailure("objects of this class are never folded")
    }

    package func fold() -> FoldedElements? { nil }

    package func unfold(_ elements: consuming FoldedElements) {
        preconditionFailure("objects of this class are never folded")
    }

    package var isSmall: Bool { false }

    package var tableCount: Int? { nil }

    package var freeEffort: Int { 1 }

    package func memoryUsage(samples: Int) -> Int { 0 }

    package func freeSome(_ limit: Int) -> Bool { true }
}
