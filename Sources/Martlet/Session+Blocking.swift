import MartletEngine
import MartletServer

extension Martlet.Session {
    /// Runs the command that `write` puts together, and waits for its reply if it blocks.
    func blockingReply(
        _ write: (inout ArgumentList) -> Void
    ) async throws -> RESPValue {
        try Task.checkCancellation()
        var reply: RESPValue?
        var outcome = begin(write) { writer in reply = RESPValue.first(in: writer) }
        if case .ended(.closed) = outcome, client == nil {
            server.engine.reviveProgram()
            outcome = begin(write) { writer in reply = RESPValue.first(in: writer) }
        }
        switch outcome {
        case .ended(let outcome): try finish(outcome)
        case .waits(let waiter, let needsHost):
            if needsHost { server.wake() }
            await server.engine.wait(for: waiter)
            let outcome = server.engine.finishWait(of: waiter) { writer in
                reply = RESPValue.first(in: writer)
            }
            if case .closed = outcome { try Task.checkCancellation() }
            try finish(outcome)
        }
        return reply ?? .null
    }

    private func begin(
        _ write: (inout ArgumentList) -> Void, _ read: (borrowing ReplyWriter) -> Void
    ) -> SharedEngine.BlockingOutcome {
        server.engine.executeBlocking(for: client, write, read)
    }
}
