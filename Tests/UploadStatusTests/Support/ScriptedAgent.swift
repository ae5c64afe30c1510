import Synchronization
import UploadStatus

/// An agent that does what a test says, and remembers what it was given.
final class ScriptedAgent: MemoryAgent {
    private let seen = Mutex<[AbsorbedContent]>([])
    private let work: @Sendable (AbsorbedContent) async throws -> Void

    init(_ work: @escaping @Sendable (AbsorbedContent) async throws -> Void = { _ in }) {
        self.work = work
    }

    func absorb(_ content: AbsorbedContent, for user: String) async throws {
        try await work(content)
        seen.withLock { $0.append(content) }
    }

    /// What was absorbed.
    var contents: [AbsorbedContent] { seen.withLock { $0 } }

    /// The texts of what was absorbed.
    var texts: [String] { contents.flatMap(\.messages).compactMap(\.text) }
}
