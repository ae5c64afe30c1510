import MartletEngine
import MartletLoop

extension SharedEngine {
    /// Runs `count` commands, each put together by `write`, as one transaction, and shows its reply to
    /// `read`. A client that several threads share keeps their transactions apart.
    ///
    /// Both are called under the lock: they must not wait, nor use the server.
    package func executeTransaction(
        for client: ClientHandle?, count: Int, _ write: (Int, inout ArgumentList) -> Void,
        _ read: (borrowing ReplyWriter) -> Void
    ) -> Outcome {
        state.withLockUnchecked { state in
            guard let handle = state.begin(client) else { return .stopped }
            let outcome = state.engine.executeTransaction(
                &state.list, count: count, for: handle, write, reply: &state.reply)
            return state.end(outcome, read)
        }
    }
}
