import LayerSupport

extension StoredMessage {
    /// The message as the Python program has it in Redis, to the byte. What that program doesn't know
    /// comes last, and only where there is something to say: it reads over it.
    var json: [UInt8] {
        var object: JSONObject = [
            "timestamp": .string(timestamp),
            "image_uris": images.flatMap { $0.isEmpty ? nil : .array($0.map(\.json)) } ?? .null,
            "sources": sources.map { .array($0.map { .string($0) }) } ?? .null,
            "audio_segments": audioCount > 0 ? ["count": .integer(audioCount)] : .null,
            "message": .optional(text),
        ]
        if let audio, !audio.isEmpty { object["audio"] = .array(audio.map { .string($0) }) }
        if !deletesFiles { object["delete_after_upload"] = .boolean(false) }
        return JSONWriter.bytes(of: .object(object), style: .spaced)
    }

    /// Reads a message; nil if it is none.
    init?(json bytes: [UInt8]) {
        guard let object = try? JSONParser.value(of: bytes).object else { return nil }
        let images = object["image_uris"]?.elements?.compactMap(ImageReference.init)
        self.init(
            timestamp: object["timestamp"]?.anyText ?? "",
            images: images.flatMap { $0.isEmpty ? nil : $0 },
            sources: object["sources"]?.elements?.map { $0.anyText ?? "" },
            audioCount: object["audio_segments"]?["count"]?.intValue ?? 0,
            audio: object["audio"]?.elements?.compactMap(\.stringValue),
            text: object["message"]?.anyText,
            deletesFiles: object["delete_after_upload"]?.boolValue ?? true)
    }
}

extension ImageReference {
    fileprivate var json: JSONValue {
        switch self {
        case .pending(let placeholder):
            [
                "type": "pending", "upload_uuid": .string(placeholder.uploadID),
                "filename": .optional(placeholder.filename),
            ]
        case .cloudFile(let file):
            [
                "type": "google_cloud_file", "uri": .string(file.uri),
                "name": .optional(file.name),
            ]
        case .localFile(let path): ["type": "local_file", "path": .string(path)]
        }
    }

    fileprivate init?(_ json: JSONValue) {
        switch json["type"]?.stringValue {
        case "pending":
            guard let uploadID = json["upload_uuid"]?.stringValue else { return nil }
            self = .pending(
                UploadPlaceholder(uploadID: uploadID, filename: json["filename"]?.stringValue))
        case "google_cloud_file":
            guard let uri = json["uri"]?.stringValue else { return nil }
            self = .cloudFile(CloudFile(uri: uri, name: json["name"]?.stringValue))
        default:
            guard let path = json["path"]?.stringValue else { return nil }
            self = .localFile(path)
        }
    }
}

extension ConversationTurn {
    /// Returns a question and its answer as the Python program has them in Redis, to the byte.
    static func json(question: String, answer: String) -> [UInt8] {
        let turns: JSONValue = [
            ["role": "user", "content": .string(question)],
            ["role": "assistant", "content": .string(answer)],
        ]
        return JSONWriter.bytes(of: turns, style: .spaced)
    }

    /// Reads what was said in turn; nothing if it can't be read.
    static func turns(json: [UInt8]) -> [ConversationTurn] {
        let elements = (try? JSONParser.value(of: json).elements) ?? []
        return elements.map { turn in
            ConversationTurn(
                role: turn["role"]?.anyText ?? "", content: turn["content"]?.anyText ?? "")
        }
    }
}

extension JSONValue {
    /// The text; of what isn't one, how it is written; nil for null.
    fileprivate var anyText: String? {
        switch self {
        case .null: nil
        case .string(let text): text
        case .number(let digits): digits
        default: text(isASCII: false)
        }
    }
}
