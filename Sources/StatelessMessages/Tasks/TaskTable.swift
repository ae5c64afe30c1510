import LayerSupport
import MartletClient

/// The tasks of a message, as the field of its hash has them. What isn't understood stays as it is.
struct TaskTable: Hashable, Sendable {
    private(set) var object: JSONObject
    /// The field as it was read: what a change depends on. Nil once it differs, or if there was none.
    private var readText: String?

    init() {
        object = [:]
        readText = "{}"
    }

    init(_ key: String, _ text: String?) throws(MessagesError) {
        readText = text
        guard let object = text.map({ (try? JSONValue(parsing: $0))?.object }) ?? [:] else {
            throw .unreadable(key, "has no object as tasks")
        }
        self.object = object
    }

    /// The field's text.
    var text: String { readText ?? JSONValue.object(object).pythonText }

    /// What a script compares the field by.
    var digest: String { ScriptDigest.hex(of: text) }

    var tasks: [MessageTask] { object.members.compactMap { MessageTask($0.value) } }

    subscript(id: String) -> MessageTask? { object[id].flatMap(MessageTask.init) }

    /// Takes a task out.
    mutating func remove(_ id: String) {
        object[id] = nil
        readText = nil
    }

    /// Writes a task. Members of it that aren't understood stay.
    mutating func set(_ task: MessageTask) {
        var json = object[task.id]?.object ?? [:]
        for member in task.json.members { json[member.name] = member.value }
        object[task.id] = .object(json)
        readText = nil
    }
}
