import LayerSupport

extension TaskJob {
    /// The job as the documents have it in Redis, to the byte.
    var text: String {
        JSONValue.object(["message_id": .string(messageID), "task_id": .string(taskID)]).pythonText
    }

    /// Reads a job; nil if it is none.
    init?(text: String) {
        guard let json = try? JSONValue(parsing: text),
            let messageID = json["message_id"]?.stringValue,
            let taskID = json["task_id"]?.stringValue
        else { return nil }
        self.init(messageID: messageID, taskID: taskID)
    }
}
