public import LayerSupport

extension ContentBlock {
    /// The block as the snapshot of a message has it.
    public var json: JSONObject {
        var object: JSONObject = [
            "content_id": .string(id), "content_type": .string(kind.rawValue),
        ]
        switch source {
        case .inline(let data): object["data"] = .string(data)
        case .url(let url): object["url"] = .string(url)
        case .reference(let characters):
            object["is_reference"] = true
            object["characters"] = .integer(characters)
        case .placeholder(let taskID):
            object["is_placeholder"] = true
            object["task_id"] = .string(taskID)
        }
        if !metadata.members.isEmpty { object["metadata"] = .object(metadata) }
        return object
    }

    /// Reads a block; nil if it is none.
    public init?(_ json: JSONValue) {
        guard let id = json["content_id"]?.stringValue,
            let kind = json["content_type"]?.stringValue.flatMap(ContentKind.init)
        else { return nil }
        let source: Source
        if json["is_placeholder"]?.boolValue == true {
            source = .placeholder(taskID: json["task_id"]?.stringValue ?? "")
        } else if json["is_reference"]?.boolValue == true {
            source = .reference(characters: json["characters"]?.intValue ?? 0)
        } else if let url = json["url"]?.stringValue {
            source = .url(url)
        } else if let data = json["data"]?.stringValue {
            source = .inline(data)
        } else {
            return nil
        }
        self.init(kind, source, metadata: json["metadata"]?.object ?? [:], id: id)
    }
}

/// A block that is kept apart, as its hash has it.
extension ContentBlock {
    /// The fields of the hash.
    func fields(of place: MessagePlace, at time: String) -> [String] {
        [
            "content_id", id, "content_type", kind.rawValue, "message_id", place.messageID,
            "session_id", place.sessionID, "data", data ?? "", "metadata",
            JSONValue.object(metadata).pythonText, "created_at", time,
        ]
    }

    /// Reads the fields of a hash; nil if it is no block.
    init?(fields: [String: String]) {
        guard let id = fields["content_id"], let data = fields["data"],
            let kind = fields["content_type"].flatMap(ContentKind.init)
        else { return nil }
        let metadata = fields["metadata"].flatMap { try? JSONValue(parsing: $0) }
        self.init(kind, data, metadata: metadata?.object ?? [:], id: id)
    }

    /// The block with a reference instead of its data.
    func reference(characters: Int) -> ContentBlock {
        var block = self
        block.source = .reference(characters: characters)
        return block
    }
}

extension JSONValue {
    /// The text as Python's `json.dumps` writes it.
    var pythonText: String { text(.spaced, isASCII: true) }
}
