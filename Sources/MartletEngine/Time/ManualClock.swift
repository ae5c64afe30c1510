import Synchronization

/// A clock that stands still until it is moved: what makes a test of deadlines exact.
package final class ManualClock: Sendable {
    private let state: Mutex<(wall: Int, monotonic: Int)>

    /// Makes a clock that shows `microseconds` since 1970.
    package init(microseconds: Int = 1_700_000_000_000_000) {
        state = Mutex((wall: microseconds, monotonic: 1_000_000))
    }

    /// The microseconds since 1970.
    package var wallMicroseconds: Int { state.withLock { state in state.wall } }

    /// The microseconds since some point in the past.
    package var monotonicMicroseconds: Int { state.withLock { state in state.monotonic } }

    /// Lets time pass.
    package func advance(byMicroseconds microseconds: Int) {
        precondition(microseconds >= 0, "time does not run backwards")
        state.withLock { state in
            state.wall += microseconds
            state.monotonic += microseconds
        }
    }

    /// Sets the time of day, as an operator might; timeouts don't notice.
    package func setWall(microseconds: Int) {
        state.withLock { state in state.wall = microseconds }
    }
}
