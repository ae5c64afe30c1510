import Synchronization

/// Where a reader of a stream leaves events for one subscriber, who may be slow: what doesn't fit is not
/// kept, and the subscriber has to read the stream itself.
final class EventQueue: Sendable {
    /// What a subscriber finds.
    enum Delivery: Sendable {
        /// Events, in order and without a gap to those before.
        case events([StreamEvent])
        /// Some events are missing, or it has to be looked whether there are any more.
        case look
    }

    private typealias Waiter = CheckedContinuation<Delivery, any Error>

    private struct State {
        var events: [StreamEvent] = []
        /// Whether events are missing from here on.
        var isBehind = false
        var failure: (any Error)?
        var waiter: Waiter?
    }

    private let limit: Int
    private let state = Mutex(State())

    init(limit: Int) {
        self.limit = max(1, limit)
    }

    /// Begins to collect events anew.
    func reset() {
        state.withLock { state in
            state.events = []
            state.isBehind = false
        }
    }

    /// Leaves events.
    func offer(_ events: [StreamEvent]) {
        deliver { state in
            guard !state.isBehind else { return }
            state.events += events
            if state.events.count > limit {
                state.events = []
                state.isBehind = true
            }
        }
    }

    /// Leaves a ping, if the subscriber has nothing else to read.
    func offerPing(_ ping: StreamEvent) {
        deliver { state in
            if state.events.isEmpty, !state.isBehind { state.events = [ping] }
        }
    }

    /// Makes the subscriber look itself what there is.
    func makeLook() {
        deliver { $0.isBehind = true }
    }

    /// Tells the subscriber that the stream can't be read.
    func fail(_ error: any Error) {
        deliver { $0.failure = error }
    }

    /// Waits for something.
    ///
    /// - Throws: what ``fail(_:)`` was given; `CancellationError`.
    func next() async throws -> Delivery {
        try await withTaskCancellationHandler {
            try await withCheckedThrowingContinuation { continuation in
                let result = state.withLock { state -> Result<Delivery, any Error>? in
                    if Task.isCancelled { return .failure(CancellationError()) }
                    let result = Self.take(&state)
                    if result == nil { state.waiter = continuation }
                    return result
                }
                if let result { continuation.resume(with: result) }
            }
        } onCancel: {
            let waiter = state.withLock { state in
                defer { state.waiter = nil }
                return state.waiter
            }
            waiter?.resume(throwing: CancellationError())
        }
    }

    /// Changes what is there, and wakes the subscriber if it waits for that.
    private func deliver(_ change: (inout State) -> Void) {
        let found = state.withLock { state -> (Waiter, Result<Delivery, any Error>)? in
            change(&state)
            guard let waiter = state.waiter, let result = Self.take(&state) else { return nil }
            state.waiter = nil
            return (waiter, result)
        }
        if let (waiter, result) = found { waiter.resume(with: result) }
    }

    private static func take(_ state: inout State) -> Result<Delivery, any Error>? {
        if !state.events.isEmpty {
            defer { state.events = [] }
            return .success(.events(state.events))
        }
        if state.isBehind { return .success(.look) }
        return state.failure.map { .failure($0) }
    }
}
