/// What an event of a message's stream tells, by the name it has in Redis.
public enum EventType: String, Sendable, CaseIterable {
    case messageStart = "MESSAGE_START"
    case messageEnd = "MESSAGE_END"
    case textDelta = "TEXT_DELTA"
    case contentAdded = "CONTENT_ADDED"
    case contentUpdated = "CONTENT_UPDATED"
    case taskStarted = "TASK_STARTED"
    case taskProgress = "TASK_PROGRESS"
    case taskCompleted = "TASK_COMPLETED"
    case taskFailed = "TASK_FAILED"
    case error = "ERROR"
    case ping = "PING"
}
