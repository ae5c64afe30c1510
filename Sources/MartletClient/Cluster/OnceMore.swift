import Synchronization

/// Tells the first time from those that come after it.
final class OnceMore: Sendable {
    private let wasAsked = Atomic(false)

    /// False when it is asked for the first time.
    var isAgain: Bool { wasAsked.exchange(true, ordering: .relaxed) }
}
