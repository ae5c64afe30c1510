import LayerSupport
import MartletClient
import MartletRESP

/// What becomes of a message in one step, and the event that tells of it.
struct MessageChange: Sendable {
    let event: EventType
    let payload: JSONObject
    /// What is added to the text.
    var addedText = ""
    /// The blocks and tasks, if they differ; then the change depends on those that were there.
    var blocks: BlockList?
    var tasks: TaskTable?
    var completes = false
    /// A block whose data are kept apart.
    var largeContent: ContentBlock?
    /// The events behind the first one.
    var following: [MessageChange] = []
    /// What a run of a task has made with it: a block, or a task.
    var madeBlock: String?
    var madeTask: String?
    /// Whether the run is over.
    var endsRun = false
    /// How the message is with it, if it depends on all that the caller knows.
    var outcome: MessageSnapshot?

    init(_ event: EventType, _ payload: JSONObject = [:]) {
        self.event = event
        self.payload = payload
    }
}

/// What came of a change.
enum ChangeOutcome: Sendable {
    /// It was made; the message is like this now.
    case done(MessageSnapshot, eventID: String)
    /// Others changed the message, which is like this.
    case conflict(MessageSnapshot)
    /// The message was complete before.
    case complete(MessageSnapshot)
}

extension SnapshotStore {
    /// Makes a change, given the message as the caller knows it.
    ///
    /// - Parameter run: The worker's attempt that the change comes from; nil if it is none.
    /// - Throws: ``MessagesError`` if there is no such message, another worker has the task, or another
    ///   message the content; `RedisError`.
    func apply(
        _ change: MessageChange, to known: MessageSnapshot, by run: TaskRun? = nil
    ) async throws -> ChangeOutcome {
        let place = MessagePlace(known.messageID, in: known.sessionID)
        let time = now
        let reply = try await client.run(
            MessageScripts.change, keys: contentKeys(change, place),
            arguments: arguments(change, known, place, time, run))
        guard let parts = reply.elements, let outcome = parts.first?.text else {
            throw MessagesError.unreadable(messageKey(place), "was changed in silence")
        }
        guard outcome != "missing" else { throw MessagesError.messageMissing(place.messageID) }
        guard outcome != "taken" else {
            throw MessagesError.contentExists(change.largeContent?.id ?? "")
        }
        guard outcome != "lost" else { throw MessagesError.taskTaken(run?.taskID ?? "") }
        var snapshot: MessageSnapshot?
        if let fields = parts.last, fields.elements != nil || fields.pairs != nil {
            snapshot = try MessageSnapshot(messageKey(place), reply: fields)
        }
        switch outcome {
        case "complete": return .complete(snapshot ?? known)
        case "conflict": return .conflict(snapshot ?? known)
        default:
            let sequence = parts.count > 1 ? parts[1].intValue : nil
            return .done(
                snapshot ?? known.applying(change, sequence: sequence ?? 0, at: time),
                eventID: parts.count > 2 ? parts[2].text ?? "" : "")
        }
    }

    /// The keys of the script: those of contents live on for as long as there are changes of blocks.
    private func contentKeys(_ change: MessageChange, _ place: MessagePlace) -> [String] {
        let new = change.largeContent?.id
        let references = (change.blocks?.blocks ?? []).filter { $0.isReference && $0.id != new }
        let contents = (new.map { [$0] } ?? []) + references.map(\.id)
        return [messageKey(place), streamKey(place)] + contents.map { contentKey($0, place) }
    }

    private func arguments(
        _ change: MessageChange, _ known: MessageSnapshot, _ place: MessagePlace, _ time: String,
        _ run: TaskRun?
    ) -> [any RedisArgument] {
        var arguments: [any RedisArgument] = [
            known.sequence, change.blocks == nil ? "" : known.blockList.digest,
            change.tasks == nil ? "" : known.taskTable.digest, time,
            messageTTL, options.streamLength, place.messageID,
            place.sessionID, change.event.rawValue, JSONValue.object(change.payload).pythonText,
            change.addedText, change.blocks?.text ?? "", change.tasks?.text ?? "",
            change.completes ? "1" : "", contentTTL, change.rest(by: run),
        ]
        if let content = change.largeContent { arguments += content.fields(of: place, at: time) }
        return arguments
    }
}

extension MessageChange {
    /// Makes the change that adds to the text.
    static func appending(_ delta: String) -> MessageChange {
        var change = MessageChange(.textDelta, ["delta": .string(delta)])
        change.addedText = delta
        return change
    }

    /// The change that ends a message.
    static var completing: MessageChange {
        var change = MessageChange(.messageEnd)
        change.completes = true
        return change
    }

    /// What else there is to the change for its script; empty if there is nothing.
    fileprivate func rest(by run: TaskRun?) -> String {
        var json: JSONObject = [:]
        if let run {
            json["task"] = .string(run.taskID)
            json["attempt"] = .integer(run.attempt)
            if let madeBlock { json["block"] = .string(madeBlock) }
            if let madeTask { json["begun"] = .string(madeTask) }
            if endsRun { json["ends"] = true }
        }
        if let outcome {
            json["exact"] = true
            json["fields"] = .object(outcome.changingFields)
        }
        if !following.isEmpty { json["events"] = .array(following.map(\.eventJSON)) }
        return json.members.isEmpty ? "" : JSONValue.object(json).pythonText
    }

    /// The event with its payload, as scripts take it.
    var eventJSON: JSONValue {
        [.string(event.rawValue), .string(JSONValue.object(payload).pythonText)]
    }
}

extension MessageSnapshot {
    /// Returns the message with a change that nothing came before.
    func applying(
        _ change: MessageChange, sequence: Int, at time: String
    ) -> MessageSnapshot {
        var snapshot = change.outcome ?? self
        snapshot.text += change.addedText
        if let blocks = change.blocks { snapshot.blockList = blocks }
        if let tasks = change.tasks { snapshot.taskTable = tasks }
        if change.completes { snapshot.isComplete = true }
        snapshot.sequence = sequence
        snapshot.updatedAt = time
        return snapshot
    }
}
