import MartletEngine
import MartletLoop

/// Subscriptions of the program. The task waits for messages, and no thread or lock with it.
extension SharedEngine {
    /// What there is for a client that listens.
    package enum MessageState {
        /// Messages were shown.
        case messages
        /// There is nothing yet.
        case nothing
        /// The client was closed.
        case closed
        /// The server was stopped.
        case stopped
    }

    /// Makes a client that is subscribed to `names`; nil if the server was stopped.
    package func connectListener(
        to names: [[UInt8]], _ kind: SubscriptionKind
    ) -> ClientHandle? {
        state.withLock { state in
            state.isStopped ? nil : state.engine.connectListener(to: names, kind)
        }
    }

    /// Shows the messages that came for a client to `read`.
    package func takeMessages(
        for client: ClientHandle, _ read: (borrowing ReplyWriter) -> Void
    ) -> MessageState {
        state.withLockUnchecked { state in
            guard !state.isStopped else { return .stopped }
            switch state.engine.takeMessages(for: client, into: &state.reply) {
            case .nothing: return .nothing
            case .closed: return .closed
            case .messages:
                _ = state.end(.replied, read)
                return .messages
            }
        }
    }

    /// Waits until there is something for a client. Ends early if the task is cancelled.
    package func waitForMessage(for client: ClientHandle) async {
        await withTaskCancellationHandler {
            await withCheckedContinuation { continuation in
                state.withLock { state in
                    guard !state.isStopped, !Task.isCancelled else { return continuation.resume() }
                    state.engine.notifyMessage(for: client) { continuation.resume() }
                }
            }
        } onCancel: {
            state.withLock { state in
                if !state.isStopped { state.engine.wakeReaders(of: client) }
            }
        }
    }
}
