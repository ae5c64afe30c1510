/// An operation that a client asked a server for, and what came of it.
package struct TimedOperation<Operation: Sendable, Outcome: Sendable>: Sendable {
    package var client: Int
    package var operation: Operation
    /// What the server replied; nil where no reply came, so that it may have happened or not.
    package var outcome: Outcome?
    /// When it was sent, by the run's clock.
    package var invoked: Duration
    /// When its reply had been read, or where none came, when the client was known to be gone, and
    /// the server to do nothing for it any more; the end of all time where that is unknown.
    package var replied: Duration

    package init(
        client: Int, _ operation: Operation, outcome: Outcome?, invoked: Duration,
        replied: Duration = .never
    ) {
        self.client = client
        self.operation = operation
        self.outcome = outcome
        self.invoked = invoked
        self.replied = replied
    }
}

extension TimedOperation: CustomStringConvertible {
    package var description: String {
        let end = replied == .never ? "…" : "\(replied / .microseconds(1))"
        let told = outcome.map { "\($0)" } ?? "no reply"
        return "client \(client) [\(invoked / .microseconds(1)), \(end)] \(operation): \(told)"
    }
}

extension Duration {
    /// The end of all time.
    package static let never = Duration.seconds(1 << 40)
}
