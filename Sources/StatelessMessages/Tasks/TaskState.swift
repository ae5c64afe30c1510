/// How far a task is, by the name that the state has in Redis.
public enum TaskState: String, Sendable, CaseIterable {
    case pending = "PENDING"
    case processing = "PROCESSING"
    case completed = "COMPLETED"
    case failed = "FAILED"

    /// Whether the task has ended: such a state stays.
    public var isFinal: Bool { self == .completed || self == .failed }
}
