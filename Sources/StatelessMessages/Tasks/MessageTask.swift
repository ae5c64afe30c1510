public import LayerSupport

/// Work that brings a message a content.
public struct MessageTask: Hashable, Sendable {
    /// What the task is found by.
    public let id: String
    /// What is to be done, such as `image_generation`.
    public let type: String
    /// What the work depends on.
    public let parameters: JSONObject
    /// The block that holds the content's place, and later the content.
    public let contentID: String
    /// How far it is.
    public internal(set) var state: TaskState
    /// How much is done, from 0 to 1.
    public internal(set) var progress: Double
    /// Why it failed; nil if it didn't.
    public internal(set) var error: String?
    /// When it was started: ISO 8601, in UTC.
    public let createdAt: String
    /// When it changed last.
    public internal(set) var updatedAt: String

    init(
        id: String, type: String, parameters: JSONObject, contentID: String, at time: String
    ) {
        self.id = id
        self.type = type
        self.parameters = parameters
        self.contentID = contentID
        state = .pending
        progress = 0
        createdAt = time
        updatedAt = time
    }
}

extension MessageTask {
    /// The task as the snapshot of a message has it.
    public var json: JSONObject {
        [
            "task_id": .string(id), "task_type": .string(type), "status": .string(state.rawValue),
            "progress": .float(progress), "parameters": .object(parameters),
            "content_id": .string(contentID), "error": .optional(error),
            "created_at": .string(createdAt), "updated_at": .string(updatedAt),
        ]
    }

    /// What events tell of the task.
    var payload: JSONObject {
        var payload: JSONObject = [
            "task_id": .string(id), "task_type": .string(type),
            "status": .string(state.rawValue), "progress": .float(progress),
        ]
        if let error { payload["error"] = .string(error) }
        return payload
    }

    /// Reads a task; nil if it is none.
    public init?(_ json: JSONValue) {
        guard let id = json["task_id"]?.stringValue,
            let state = json["status"]?.stringValue.flatMap(TaskState.init)
        else { return nil }
        self.id = id
        self.state = state
        type = json["task_type"]?.stringValue ?? ""
        parameters = json["parameters"]?.object ?? [:]
        contentID = json["content_id"]?.stringValue ?? ""
        progress = json["progress"]?.doubleValue ?? 0
        error = json["error"]?.stringValue
        createdAt = json["created_at"]?.stringValue ?? ""
        updatedAt = json["updated_at"]?.stringValue ?? ""
    }
}
