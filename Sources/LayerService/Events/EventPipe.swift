import Synchronization

/// Hands events from whoever makes them to whoever writes them to a client.
///
/// There is room for one: whoever makes events waits until the last was taken, so that a slow client
/// costs no memory. One task makes events, one takes them.
final class EventPipe: Sendable {
    private typealias Sender = CheckedContinuation<Void, Never>
    private typealias Taker = CheckedContinuation<ServerSentEvent?, Never>

    private struct State {
        var event: ServerSentEvent?
        var sender: Sender?
        var taker: Taker?
        var isFinished = false
        var isIdle = true

        /// Puts an event where it is taken from; returns who waits for it.
        mutating func put(_ event: ServerSentEvent) -> Taker? {
            defer { taker = nil }
            if taker == nil { self.event = event }
            return taker
        }
    }

    // Who waits is resumed without the lock: a cancelled task waits for the lock with one of its own,
    // which resuming it takes.
    private let state = Mutex(State())

    /// Hands over an event, once the one before was taken.
    ///
    /// - Throws: `CancellationError` if nobody takes events any more.
    func send(_ event: ServerSentEvent) async throws {
        await withCheckedContinuation { continuation in
            let isFree = state.withLock { state in
                if state.isFinished || state.event == nil { return true }
                state.sender = continuation
                return false
            }
            if isFree { continuation.resume() }
        }
        let (isTaken, taker) = state.withLock { state -> (Bool, Taker?) in
            guard !state.isFinished else { return (false, nil) }
            state.isIdle = false
            return (true, state.put(event))
        }
        taker?.resume(returning: event)
        guard isTaken else { throw CancellationError() }
    }

    /// Hands over a sign of life if there was no event since the last call.
    func pingIfIdle() {
        let taker = state.withLock { state -> Taker? in
            defer { state.isIdle = true }
            guard state.isIdle, state.event == nil, !state.isFinished else { return nil }
            return state.put(.ping)
        }
        taker?.resume(returning: .ping)
    }

    /// Ends the events; what was handed over is taken before.
    func finish() {
        let (sender, taker) = state.withLock { state in
            state.isFinished = true
            defer { (state.sender, state.taker) = (nil, nil) }
            return (state.sender, state.taker)
        }
        sender?.resume()
        taker?.resume(returning: nil)
    }

    /// Takes the next event; nil if there is none any more.
    func next() async -> ServerSentEvent? {
        await withTaskCancellationHandler {
            await withCheckedContinuation { continuation in
                let (isOver, event, sender) = state.withLock {
                    state -> (Bool, ServerSentEvent?, Sender?) in
                    guard state.event != nil || state.isFinished else {
                        state.taker = continuation
                        return (false, nil, nil)
                    }
                    defer { (state.event, state.sender) = (nil, nil) }
                    return (true, state.event, state.sender)
                }
                sender?.resume()
                if isOver { continuation.resume(returning: event) }
            }
        } onCancel: {
            finish()
        }
    }
}
