/// A value that lives in an object of its own. Its class and its kind belong together.
package protocol StoredObject: AnyObject {
    static var kind: ValueKind { get }

    /// Returns an object of its own with the same elements.
    func copy() -> Self

    /// About how many allocations it takes to let go of the object.
    var freeEffort: Int { get }

    /// How many bytes the object takes. Of its elements, `samples` are measured; 0 means all.
    func memoryUsage(samples: Int) -> Int

    /// Frees about `limit` elements of an object that nobody wants any more; returns whether none is
    /// left.
    func freeSome(_ limit: Int) -> Bool
}

extension StoredObject {
    package var freeEffort: Int { 1 }

    package func memoryUsage(samples: Int) -> Int { 0 }

    package func freeSome(_ limit: Int) -> Bool { true }
}
