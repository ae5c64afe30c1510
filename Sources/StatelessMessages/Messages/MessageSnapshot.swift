public import LayerSupport
import MartletClient

/// A message as it was at one time.
public struct MessageSnapshot: Hashable, Sendable {
    /// What the message is found by.
    public let messageID: String
    /// The session that it belongs to.
    public let sessionID: String
    /// Whose it is.
    public internal(set) var role: MessageRole
    /// Its text.
    public internal(set) var text: String
    /// The number of its last event, which are counted from 1.
    public internal(set) var sequence: Int
    /// Whether nothing of it changes any longer.
    public internal(set) var isComplete: Bool
    /// When it was created: ISO 8601, in UTC.
    public internal(set) var createdAt: String
    /// When it changed last.
    public internal(set) var updatedAt: String
    /// The blocks, in order.
    var blockList: BlockList
    /// The tasks.
    var taskTable: TaskTable
    /// What the workers that are at the tasks have made.
    var runs: TaskRuns

    /// The blocks besides the text, in order. Large ones are references.
    public var contentBlocks: [ContentBlock] { blockList.blocks }

    /// The tasks, in the order in which they were started.
    public var tasks: [MessageTask] { taskTable.tasks }

    /// The tasks that haven't ended.
    public var pendingTasks: [MessageTask] { tasks.filter { !$0.state.isFinal } }

    /// Returns the task of an id; nil if there is none.
    public func task(_ taskID: String) -> MessageTask? { taskTable[taskID] }

    /// The message for a program's interface.
    public var json: JSONObject {
        [
            "message_id": .string(messageID), "session_id": .string(sessionID),
            "role": .string(role.rawValue), "text": .string(text),
            "content_blocks": .array(blockList.elements), "tasks": .object(taskTable.object),
            "pending_tasks": .array(pendingTasks.map { .string($0.id) }),
            "sequence": .integer(sequence), "is_complete": .boolean(isComplete),
            "created_at": .string(createdAt), "updated_at": .string(updatedAt),
        ]
    }
}

extension MessageSnapshot {
    /// Makes the snapshot of a message that begins.
    init(_ place: MessagePlace, _ role: MessageRole, at time: String) {
        messageID = place.messageID
        sessionID = place.sessionID
        self.role = role
        text = ""
        sequence = 1
        isComplete = false
        createdAt = time
        updatedAt = time
        blockList = BlockList()
        taskTable = TaskTable()
        runs = TaskRuns()
    }

    /// The fields of the hash, with their values in turn.
    var fields: [String] {
        [
            "message_id", messageID, "session_id", sessionID, "role", role.rawValue, "text", text,
            "content_blocks", blockList.text, "tasks", taskTable.text, "sequence",
            String(sequence), "is_complete", isComplete ? "1" : "0", "created_at", createdAt,
            "updated_at", updatedAt,
        ]
    }

    /// What an event has as its payload that tells the message as a whole.
    var payload: JSONObject {
        ["role": .string(role.rawValue), Self.payloadName: .object(json)]
    }

    static let payloadName = "snapshot"

    /// The fields that a run which begins writes besides blocks and tasks.
    var changingFields: JSONObject { ["text": .string(text), "runs": .string(runs.text)] }

    /// Reads the fields of a hash; returns nil if there are none.
    ///
    /// - Throws: ``MessagesError`` if they are no message's.
    init?(_ key: String, fields: [String: String]) throws(MessagesError) {
        guard !fields.isEmpty else { return nil }
        guard let messageID = fields["message_id"], let sessionID = fields["session_id"] else {
            throw .unreadable(key, "has no message_id or no session_id")
        }
        guard let sequence = Int(fields["sequence"] ?? "0") else {
            throw .unreadable(key, "has no number as sequence")
        }
        self.messageID = messageID
        self.sessionID = sessionID
        self.sequence = sequence
        role = MessageRole(rawValue: fields["role"] ?? "")
        text = fields["text"] ?? ""
        isComplete = fields["is_complete"] == "1"
        createdAt = fields["created_at"] ?? ""
        updatedAt = fields["updated_at"] ?? ""
        blockList = try BlockList(key, fields["content_blocks"])
        taskTable = try TaskTable(key, fields["tasks"])
        runs = TaskRuns(fields["runs"])
    }

    /// Reads the reply to HGETALL, as above.
    init?(_ key: String, reply: RESPValue) throws {
        guard let pairs = try reply.get().pairs else {
            throw MessagesError.unreadable(key, "is no hash")
        }
        try self.init(key, fields: pairs.textFields)
    }
}

extension [RESPValue.Pair] {
    /// The fields of a hash with their values.
    var textFields: [String: String] {
        reduce(into: [:]) { fields, pair in fields[pair.key.text ?? ""] = pair.value.text }
    }
}
