import LayerSupport

/// A worker's attempt at a task: what it changes of the message is refused once another has begun.
struct TaskRun: Hashable, Sendable {
    let taskID: String
    let attempt: Int
}

/// What the workers that are at a message's tasks have made of it, as the field of its hash has it. It is
/// what has to go when another worker begins such a task anew.
struct TaskRuns: Hashable, Sendable {
    /// What one worker has made.
    struct Record: Hashable, Sendable {
        var attempt = 0
        /// The parts of the text: where each begins, and how many bytes it has. They are in order.
        var written: [Range<Int>] = []
        var blocks: [String] = []
        var tasks: [String] = []

        /// Whether nothing was made.
        var isEmpty: Bool { written.isEmpty && blocks.isEmpty && tasks.isEmpty }
    }

    private(set) var records: [String: Record] = [:]

    init() {}

    /// Reads the field. What can't be read is nothing: then nobody is at a task.
    init(_ text: String?) {
        let json = text.flatMap { try? JSONValue(parsing: $0) }?.object
        for member in json?.members ?? [] { records[member.name] = Record(member.value) }
    }

    /// The field's text.
    var text: String {
        var json: JSONObject = [:]
        for (id, record) in records.sorted(by: { $0.key < $1.key }) { json[id] = record.json }
        return JSONValue.object(json).pythonText
    }

    /// Lets the next attempt at a task begin; returns it, and what those before have made, and what others
    /// have made of the tasks that those began. It isn't there any longer in the text.
    mutating func begin(_ taskID: String, _ text: inout String) -> (TaskRun, old: Record) {
        var old = records.removeValue(forKey: taskID) ?? Record()
        // What workers made of its parts, and of their parts, goes too.
        var next = 0
        while next < old.tasks.count {
            let part = records.removeValue(forKey: old.tasks[next]) ?? Record()
            old.written += part.written
            old.blocks += part.blocks
            old.tasks += part.tasks
            next += 1
        }
        old.written.sort { $0.lowerBound < $1.lowerBound }
        records[taskID] = Record(attempt: old.attempt + 1)
        for part in old.written.reversed() { remove(part, from: &text) }
        return (TaskRun(taskID: taskID, attempt: old.attempt + 1), old)
    }

    /// Takes a part out of the text; the parts of others that are behind it move.
    private mutating func remove(_ part: Range<Int>, from text: inout String) {
        let bytes = Array(text.utf8)
        guard part.upperBound <= bytes.count else { return }
        text = String(
            decoding: bytes[..<part.lowerBound] + bytes[part.upperBound...], as: UTF8.self)
        for (id, record) in records {
            records[id]?.written = record.written.map { other in
                guard other.lowerBound >= part.upperBound else { return other }
                return other.lowerBound - part.count..<other.upperBound - part.count
            }
        }
    }
}

extension TaskRuns.Record {
    fileprivate init?(_ json: JSONValue) {
        guard let attempt = json["attempt"]?.intValue else { return nil }
        self.attempt = attempt
        written = (json["written"]?.elements ?? []).compactMap { part in
            guard let start = part.elements?.first?.intValue, start >= 0,
                let count = part.elements?.last?.intValue, count >= 0
            else { return nil }
            let (end, isTooLarge) = start.addingReportingOverflow(count)
            return isTooLarge ? nil : start..<end
        }
        blocks = (json["blocks"]?.elements ?? []).compactMap(\.stringValue)
        tasks = (json["tasks"]?.elements ?? []).compactMap(\.stringValue)
    }

    fileprivate var json: JSONValue {
        var json: JSONObject = ["attempt": .integer(attempt)]
        if !written.isEmpty {
            json["written"] = .array(
                written.map { [.integer($0.lowerBound), .integer($0.count)] })
        }
        if !blocks.isEmpty { json["blocks"] = .array(blocks.map { .string($0) }) }
        if !tasks.isEmpty { json["tasks"] = .array(tasks.map { .string($0) }) }
        return .object(json)
    }
}
