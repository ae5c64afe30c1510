import Martlet
import Synchronization
import Testing

/// What the first failure of a test tells of its server.
final class FailureReport: Sendable {
    private let server: Martlet
    private let isTold = Atomic(false)

    init(of server: Martlet) {
        self.server = server
    }

    /// The seed and the last commands, the oldest first.
    var text: String {
        let commands = server.recordedCommands
        let seed =
            "the server's seed is \(server.seed): repeat it with .martlet(seed: \(server.seed))"
        guard !commands.isEmpty else { return "\(seed); it ran no command" }
        let lines = commands.map { "\n    \($0)" }.joined()
        return "\(seed); the last \(commands.count) commands were:\(lines)"
    }

    /// Records the report as a warning, for a test that throws; not for one that was cancelled.
    func tell(of test: Test) {
        guard !Task.isCancelled, !isTold.exchange(true, ordering: .relaxed) else { return }
        Issue.record(
            Comment(rawValue: text), severity: .warning, sourceLocation: test.sourceLocation)
    }

    /// Returns the issue, with the report as a comment if it is the test's first failure.
    func added(to issue: Issue) -> Issue {
        guard issue.severity >= .error, !isTold.exchange(true, ordering: .relaxed) else {
            return issue
        }
        var issue = issue
        issue.comments.append(Comment(rawValue: text))
        return issue
    }
}
