/// How long to wait before what failed is tried again: twice as long each time, up to a limit, and by
/// chance between half and all of that, so that not all clients come back at once.
public struct RedisBackoff: Hashable, Sendable {
    /// The time before the first repetition, at most.
    public var initial: Duration
    /// The longest time.
    public var limit: Duration

    /// Makes a backoff.
    public init(initial: Duration = .milliseconds(20), limit: Duration = .seconds(2)) {
        self.initial = initial
        self.limit = limit
    }

    /// How long those wait who are in each other's way.
    static let contention = RedisBackoff(
        initial: .microseconds(200), limit: .milliseconds(50))

    /// Returns how long to wait before an attempt, of which the first is number 1.
    func delay(attempt: Int, chance: Double = .random(in: 0..<1)) -> Duration {
        let longest = min(initial * (1 << min(max(attempt, 1) - 1, 30)), limit)
        return longest * ((1 + chance) / 2)
    }

    /// Waits before an attempt.
    ///
    /// - Throws: `CancellationError`.
    func sleep(attempt: Int) async throws {
        try await Task.sleep(for: delay(attempt: attempt))
    }
}
