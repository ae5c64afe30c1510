import Synchronization

/// Counts what many tasks do.
final class Counter: Sendable {
    private let number = Mutex(0)

    func increment() { number.withLock { $0 += 1 } }

    var count: Int { number.withLock { $0 } }
}
