import Synchronization

/// How many streams there may be at a time, and how many there are.
final class StreamPlaces: Sendable {
    private let limit: Int
    private let used = Mutex(0)
    private let onChange: @Sendable (Int) -> Void

    /// Makes places.
    ///
    /// - Parameter onChange: Takes how many are used, after each change.
    init(_ limit: Int, onChange: @escaping @Sendable (Int) -> Void = { _ in }) {
        self.limit = limit
        self.onChange = onChange
    }

    /// A place, which is free again when nobody has it any more.
    final class Place: Sendable {
        private let places: StreamPlaces

        fileprivate init(_ places: StreamPlaces) {
            self.places = places
        }

        deinit {
            places.add(-1)
        }
    }

    /// Takes a place.
    ///
    /// - Throws: ``ServiceProblem`` if all are taken.
    func take() throws(ServiceProblem) -> Place {
        let isFree = used.withLock { used in
            guard used < limit else { return false }
            used += 1
            onChange(used)
            return true
        }
        guard isFree else { throw .unavailable("there are \(limit) streams, which is the most") }
        return Place(self)
    }

    private func add(_ number: Int) {
        used.withLock { used in
            used += number
            onChange(used)
        }
    }
}
