import Synchronization

/// Hands events, as the text that is sent, from whoever makes them to whoever writes them to a client.
///
/// There is little room: whoever makes events waits while that is full, so that a slow client costs
/// no memory. What has come together meanwhile is taken at once. One task makes events, one takes
/// them.
final class EventPipe: Sendable {
    private typealias Sender = CheckedContinuation<Void, Never>
    private typealias Taker = CheckedContinuation<String?, Never>

    private struct State {
        var text = ""
        var sender: Sender?
        var taker: Taker?
        var isFinished = false
        var isIdle = true
        /// Whether events were taken, or waited for, since somebody asked.
        var isInUse = true

        /// Puts an event where it is taken from; returns who waits for it.
        mutating func put(_ event: String) -> Taker? {
            defer { taker = nil }
            if taker == nil { text += event }
            return taker
        }
    }

    private let room: Int
    // Who waits is resumed without the lock: a cancelled task waits for the lock with one of its own,
    // which resuming it takes.
    private let state = Mutex(State())

    /// Makes a pipe.
    ///
    /// - Parameter room: From how many bytes on that wait the next event has to wait as well.
    init(room: Int = 16 << 10) {
        self.room = room
    }

    /// Hands over an event, as soon as there is room for it.
    ///
    /// - Throws: `CancellationError` if nobody takes events any more.
    func send(_ event: String) async throws {
        let isFree = state.withLock { $0.isFinished || $0.text.utf8.count < room }
        if !isFree { await waitForRoom() }
        let (isTaken, taker) = state.withLock { state -> (Bool, Taker?) in
            guard !state.isFinished else { return (false, nil) }
            state.isIdle = false
            return (true, state.put(event))
        }
        taker?.resume(returning: event)
        guard isTaken else { throw CancellationError() }
    }

    private func waitForRoom() async {
        await withCheckedContinuation { continuation in
            let isFree = state.withLock { state in
                if state.isFinished || state.text.utf8.count < room { return true }
                state.sender = continuation
                return false
            }
            if isFree { continuation.resume() }
        }
    }

    /// Hands over a sign of life if there was no event since the last call.
    func pingIfIdle() {
        let ping = ServerSentEvent.ping.text
        let taker = state.withLock { state -> Taker? in
            defer { state.isIdle = true }
            guard state.isIdle, state.text.isEmpty, !state.isFinished else { return nil }
            return state.put(ping)
        }
        taker?.resume(returning: ping)
    }

    /// Returns whether nobody took events, or waited for some, since the last call.
    func isStuck() -> Bool {
        state.withLock { state in
            defer { state.isInUse = false }
            return !state.isInUse && state.taker == nil
        }
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

    /// Takes the events that have come; waits for one if there is none. Nil if none will come.
    func next() async -> String? {
        await withTaskCancellationHandler {
            await withCheckedContinuation { continuation in
                let (isOver, text, sender) = state.withLock {
                    state -> (Bool, String?, Sender?) in
                    state.isInUse = true
                    guard !state.text.isEmpty || state.isFinished else {
                        state.taker = continuation
                        return (false, nil, nil)
                    }
                    defer { (state.text, state.sender) = ("", nil) }
                    return (true, state.text.isEmpty ? nil : state.text, state.sender)
                }
                sender?.resume()
                if isOver { continuation.resume(returning: text) }
            }
        } onCancel: {
            finish()
        }
    }
}
