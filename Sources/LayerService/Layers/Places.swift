import Synchronization

/// How many of something there may be at a time, and how many there are.
final class Places: Sendable {
    private let limit: Int
    private let what: String
    private let used = Mutex(0)
    private let onChange: @Sendable (Int) -> Void

    /// Makes places.
    ///
    /// - Parameters:
    ///   - what: What they are for, such as `streams`.
    ///   - onChange: Takes how many are used, after each change.
    init(
        _ limit: Int, for what: String, onChange: @escaping @Sendable (Int) -> Void = { _ in }
    ) {
        self.limit = limit
        self.what = what
        self.onChange = onChange
    }

    /// A place, which is free again when nobody has it any more.
    final class Place: Sendable {
        private let places: Places
        /// How many were used with it.
        fileprivate let number: Int

        fileprivate init(_ places: Places, _ number: Int) {
            self.places = places
            self.number = number
        }

        deinit {
            places.add(-1)
        }
    }

    /// Takes a place.
    ///
    /// - Throws: ``ServiceProblem`` if all are taken.
    func take() throws(ServiceProblem) -> Place {
        let number = used.withLock { used -> Int? in
            guard used < limit else { return nil }
            used += 1
            onChange(used)
            return used
        }
        guard let number else { throw isFull }
        return Place(self, number)
    }

    /// Takes a place where others are taken in another way.
    ///
    /// - Parameter others: Counts those, once the place is taken: whoever gives a place back counts there
    ///   before.
    /// - Throws: ``ServiceProblem`` if all are taken.
    func take(besides others: () async -> Int) async throws(ServiceProblem) -> Place {
        let place = try take()
        guard await others() + place.number <= limit else { throw isFull }
        return place
    }

    private var isFull: ServiceProblem {
        .unavailable("there are \(limit) \(what), which is the most")
    }

    private func add(_ number: Int) {
        used.withLock { used in
            used += number
            onChange(used)
        }
    }
}
