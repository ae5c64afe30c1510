/// What is wrong with a call of the layer. What the server has against a command is a `RedisError`.
public struct MessagesError: Error, Hashable, Sendable, CustomStringConvertible {
    /// What went wrong.
    public enum Code: Hashable, Sendable {
        /// An argument is empty or outside of its bounds; ``MessagesError/argument`` names it.
        case badArgument
        /// There is no such message, or there is none any longer.
        case messageMissing
        /// There is such a message already.
        case messageExists
        /// The message is complete, so that nothing of it changes.
        case messageComplete
        /// The message belongs to another session.
        case otherSession
        /// The message has no such task.
        case taskMissing
        /// Another worker has the task, so that this one changes nothing of the message any longer.
        case taskTaken
        /// The message has no such content, or it has expired.
        case contentMissing
        /// There is such a content already, of this message or of another.
        case contentExists
        /// There is no such session.
        case sessionMissing
        /// There is such a session already.
        case sessionExists
        /// The session is closed, so that no messages are added.
        case sessionClosed
        /// What Redis has can't be read as what it should be.
        case unreadable
        /// Others changed the message at each attempt to do so.
        case contention
    }

    /// What went wrong.
    public let code: Code
    /// The same as a sentence.
    public let description: String
    /// The argument that is wrong; nil if none is.
    public let argument: String?

    init(_ code: Code, _ description: String, argument: String? = nil) {
        self.code = code
        self.description = description
        self.argument = argument
    }

    static func messageMissing(_ id: String) -> MessagesError {
        MessagesError(.messageMissing, "there is no message '\(id)'")
    }

    static func messageExists(_ id: String) -> MessagesError {
        MessagesError(
            .messageExists, "there is a message '\(id)' already", argument: "message_id")
    }

    static func messageComplete(_ id: String) -> MessagesError {
        MessagesError(
            .messageComplete, "the message '\(id)' is complete", argument: "message_id")
    }

    static func taskMissing(_ taskID: String, _ id: String) -> MessagesError {
        MessagesError(.taskMissing, "the message '\(id)' has no task '\(taskID)'")
    }

    static func taskTaken(_ taskID: String) -> MessagesError {
        MessagesError(.taskTaken, "another worker has the task '\(taskID)'")
    }

    static func unreadable(_ key: String, _ reason: String) -> MessagesError {
        MessagesError(.unreadable, "'\(key)' \(reason)")
    }
}

/// Refuses an empty id.
///
/// - Throws: ``MessagesError`` that names the argument.
func require(_ id: String, _ name: String) throws(MessagesError) {
    guard id.isEmpty else { return }
    throw MessagesError(.badArgument, "\(name) is required", argument: name)
}

/// Refuses the id of a session that is empty, or with which keys of the session would be another's: ids
/// stand in `stream:session:{session_id}:message:{message_id}` and `session:{session_id}:messages` as they
/// are.
///
/// - Throws: ``MessagesError`` that names the argument.
func requireSession(_ id: String) throws(MessagesError) {
    try require(id, "session_id")
    let (bytes, mark) = (Array("\(id):".utf8), Array(":message:".utf8))
    let isAmbiguous = bytes.indices.contains { bytes[$0...].starts(with: mark) }
    guard isAmbiguous || id.hasSuffix(":messages") else { return }
    throw MessagesError(
        .badArgument,
        "a session's id has no ':message:' in it, and no ':message' or ':messages' at its end",
        argument: "session_id")
}

/// Refuses what is outside of its bounds.
///
/// - Throws: ``MessagesError`` that names the argument.
func require<Value: Comparable>(
    _ value: Value, in bounds: some RangeExpression<Value>, _ name: String
) throws(MessagesError) {
    guard !bounds.contains(value) else { return }
    throw MessagesError(.badArgument, "\(name) can't be \(value)", argument: name)
}
