import MartletEngine
import MartletLoop

/// Commands of the program that may block. The task waits, and no thread or lock with it.
extension SharedEngine {
    /// What became of a command that may block.
    package enum BlockingOutcome {
        /// It did not block.
        case ended(Outcome)
        /// A client waits for it, which `wait` and `finishWait` are to be called with.
        case waits(ClientHandle, needsHost: Bool)
    }

    /// Runs the command that `write` puts together, and shows its reply to `read` if it does not
    /// block.
    ///
    /// Both are called under the lock: they must not wait, nor use the server.
    package func executeBlocking(
        for client: ClientHandle?, _ write: (inout ArgumentList) -> Void,
        _ read: (borrowing ReplyWriter) -> Void
    ) -> BlockingOutcome {
        state.withLockUnchecked { state in
            guard let handle = state.begin(client) else { return .ended(.stopped) }
            write(&state.list)
            let outcome = state.engine.executeBlocking(
                &state.list, for: handle, reply: &state.reply)
            state.list.removeAll()
            switch outcome {
            case .ended(let outcome): return .ended(state.end(outcome, read))
            case .waits(let waiter): return .waits(waiter, needsHost: state.noteWork())
            }
        }
    }

    /// Waits until the client waits no longer. Ends early, and gives the wait up, if the task is
    /// cancelled.
    package func wait(for client: ClientHandle) async {
        let alarm = alarm(for: client)
        await withTaskCancellationHandler {
            await withCheckedContinuation { continuation in
                state.withLock { state in
                    guard !state.isStopped else { return continuation.resume() }
                    state.engine.notifyEndOfWait(of: client) { continuation.resume() }
                }
            }
        } onCancel: {
            state.withLock { state in
                if !state.isStopped { state.engine.cancelWait(of: client) }
            }
        }
        alarm?.cancel()
    }

    /// Shows the reply to the command that waited to `read`, and lets the client go.
    package func finishWait(
        of client: ClientHandle, _ read: (borrowing ReplyWriter) -> Void
    ) -> Outcome {
        state.withLockUnchecked { state in
            guard !state.isStopped else { return .stopped }
            switch state.engine.takeWait(of: client, reply: &state.reply) {
            case .replied: return state.end(.replied, read)
            case .waits, .closed: return .closed
            }
        }
    }

    /// Returns a task that ends the wait in time where no loop does, and nobody moves the clock.
    private func alarm(for client: ClientHandle) -> Task<Void, Never>? {
        guard let first = delay(for: client) else { return nil }
        return Task {
            var next: Int? = first
            while let delay = next, !Task.isCancelled {
                try? await Task.sleep(for: .microseconds(delay))
                state.withLock { state in state.tickIfDue() }
                next = self.delay(for: client)
            }
        }
    }

    /// Returns how many microseconds the alarm sleeps; nil if there is nothing for it to do.
    private func delay(for client: ClientHandle) -> Int? {
        state.withLock { state in
            guard !state.isStopped, !state.hasLoop, !state.engine.call.clock.isManual,
                let left = state.engine.microsecondsLeft(of: client)
            else { return nil }
            return min(left, 3_600_000_000) + 1
        }
    }
}

extension SharedEngine.State {
    /// Sees to what a command left to do for others; returns whether that is the host's to do.
    mutating func noteWork() -> Bool {
        guard engine.needsHost else { return false }
        if hasLoop { return true }
        tickAt = engine.takeWork().tickAt
        return false
    }
}
