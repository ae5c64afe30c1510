import Synchronization

/// A clock that stands still until it is moved: what makes a test of a layer exact.
///
///     let clock = ManualLayerClock()
///     async let late = work(clock: clock)
///     await clock.waitForSleepers(1)
///     clock.advance(by: .seconds(10))     // the deadline is over
public final class ManualLayerClock: LayerClock {
    private struct Sleeper {
        let id: Int
        let wakesAt: Duration
        let continuation: CheckedContinuation<Void, any Error>
    }

    private struct State {
        var passed = Duration.zero
        var nextID = 0
        var sleepers: [Sleeper] = []
        var watchers: [(count: Int, continuation: CheckedContinuation<Void, Never>)] = []
    }

    private let start: Double
    /// By how many seconds local time is ahead of UTC.
    public let localOffset: Int
    private let state = Mutex(State())

    /// Makes a clock that shows so many seconds since 1970, in a zone ahead of UTC by so many.
    public init(secondsSince1970: Double = 1_700_000_000, localOffset: Int = 0) {
        start = secondsSince1970
        self.localOffset = localOffset
    }

    /// The seconds since 1970.
    public var secondsSince1970: Double {
        start + state.withLock { $0.passed } / .seconds(1)
    }

    /// Lets time pass, and wakes those whose time has come, the earliest first.
    public func advance(by duration: Duration) {
        let due = state.withLock { state in
            state.passed += duration
            let due = state.sleepers.filter { $0.wakesAt <= state.passed }
            state.sleepers.removeAll { $0.wakesAt <= state.passed }
            return due.sorted { ($0.wakesAt, $0.id) < ($1.wakesAt, $1.id) }
        }
        for sleeper in due { sleeper.continuation.resume() }
    }

    /// Waits until the clock was moved so far.
    public func sleep(for duration: Duration) async throws {
        let id = state.withLock { state in
            state.nextID += 1
            return state.nextID
        }
        try await withTaskCancellationHandler {
            try await withCheckedThrowingContinuation { continuation in
                add(id, duration, continuation)
            }
        } onCancel: {
            let sleeper = state.withLock { state in
                state.sleepers.firstIndex { $0.id == id }.map { state.sleepers.remove(at: $0) }
            }
            sleeper?.continuation.resume(throwing: CancellationError())
        }
    }

    /// Returns once as many tasks sleep as `count` says, or more.
    public func waitForSleepers(_ count: Int) async {
        await withCheckedContinuation { continuation in
            let isReached = state.withLock { state in
                if state.sleepers.count >= count { return true }
                state.watchers.append((count, continuation))
                return false
            }
            if isReached { continuation.resume() }
        }
    }

    private func add(
        _ id: Int, _ duration: Duration, _ continuation: CheckedContinuation<Void, any Error>
    ) {
        enum Outcome {
            case cancelled, over
            case sleeps([CheckedContinuation<Void, Never>])
        }
        let outcome = state.withLock { state -> Outcome in
            if Task.isCancelled { return .cancelled }
            guard duration > .zero else { return .over }
            state.sleepers.append(
                Sleeper(id: id, wakesAt: state.passed + duration, continuation: continuation))
            let count = state.sleepers.count
            let watchers = state.watchers.filter { $0.count <= count }.map(\.continuation)
            state.watchers.removeAll { $0.count <= count }
            return .sleeps(watchers)
        }
        switch outcome {
        case .cancelled: continuation.resume(throwing: CancellationError())
        case .over: continuation.resume()
        case .sleeps(let watchers): for watcher in watchers { watcher.resume() }
        }
    }
}
