import LayerSupport
import MartletClient
import UploadStatus

/// Upload statuses, messages that wait and conversations.
struct UploadsPartner {
    private let client: any RedisClient
    private let statuses: UploadStatusStore
    private let messages: MessageStore
    private let locks: UserLocks

    init(_ client: any RedisClient) {
        self.client = client
        statuses = UploadStatusStore(client, clock: LayersPartner.clock)
        messages = MessageStore(client)
        locks = UserLocks(client)
    }

    func write() async throws {
        let file = CloudFile(
            uri: "https://cloud/größe", name: "files/1", createTime: "2025-10-15T08:30:00Z")
        try await statuses.setUploadStatus("swift-pending", .pending, filename: "größe.png")
        try await statuses.setUploadStatus("swift-failed", .failed, filename: "a.png")
        try await statuses.setUploadStatus(
            "swift-completed", .completed, result: .cloudFile(file), filename: "b.png")
        try await statuses.setUploadStatus(
            "swift-other", .completed, result: .other("/tmp/c.png"), ttl: .seconds(60))
        try await messages.addMessage(
            StoredMessage(
                timestamp: "2025-10-15T08:30:00",
                images: [
                    .pending(UploadPlaceholder(uploadID: "swift-pending", filename: "größe.png")),
                    .cloudFile(CloudFile(uri: "https://cloud/1", name: "files/1")),
                    .localFile("/tmp/d.png"),
                ],
                sources: ["Safari", "Notizen", "日历"], audioCount: 2, text: "你好 \"Welt\""),
            for: "swift")
        try await messages.addMessage(
            StoredMessage(timestamp: "2025-10-15T08:31:00", images: []), for: "swift")
        try await messages.addConversation(question: "wie?", answer: "só 🙂", for: "swift")
        try await locks.markUserInitialized("swift")
    }

    func read() async throws -> JSONValue {
        var told: JSONObject = [:]
        for name in ["pending", "failed", "completed", "other", "unknown"] {
            let entry = try await statuses.uploadStatus("python-\(name)")
            told[name] = [
                "status": .string(entry.state.rawValue), "filename": .of(entry.filename),
                "result": .of(entry.result),
            ]
        }
        told["messages"] = .array(try await messages.messages(of: "python").map(\.told))
        told["conversations"] = .array(
            try await messages.conversations(of: "python").map { turn in
                ["role": .string(turn.role), "content": .string(turn.content)]
            })
        told["initialized"] = .boolean(try await locks.isUserInitialized("python"))
        told["locked"] = .boolean(try await locks.userLockExists("python"))
        return .object(told)
    }

    /// Absorbs what `swift` has, and never ends.
    func hold() async throws {
        var options = TemporaryMessageAccumulator.Options()
        options.lockTimeout = .seconds(1)
        let accumulator = TemporaryMessageAccumulator(
            client, agent: HoldingAgent(), options: options)
        _ = try await accumulator.absorb(for: "swift", force: true)
    }
}

/// An agent that is killed while it has messages.
private struct HoldingAgent: MemoryAgent {
    func absorb(_ content: AbsorbedContent, for user: String) async throws {
        try await LayersPartner.stayForEver(having: .integer(content.messages.count))
    }
}

extension StoredMessage {
    /// The message as the document says that it is read back.
    fileprivate var told: JSONValue {
        [
            "timestamp": .string(timestamp),
            "images": images.map { .array($0.map(\.told)) } ?? nil,
            "sources": sources.map { .array($0.map { .string($0) }) } ?? nil,
            "audio": .integer(audioCount), "text": .of(text),
        ]
    }
}

extension ImageReference {
    fileprivate var told: JSONValue {
        switch self {
        case .pending(let placeholder):
            [
                "upload_uuid": .string(placeholder.uploadID),
                "filename": .of(placeholder.filename), "pending": true,
            ]
        case .cloudFile(let file): ["uri": .string(file.uri), "name": .of(file.name)]
        case .localFile(let path): .string(path)
        }
    }
}

extension JSONValue {
    /// A text, null for nil.
    fileprivate static func of(_ text: String?) -> JSONValue { text.map { .string($0) } ?? nil }

    /// The result of an upload as the document says that it is read back.
    fileprivate static func of(_ result: UploadResult?) -> JSONValue {
        switch result {
        case nil: nil
        case .other(let text): .string(text)
        case .cloudFile(let file):
            ["uri": .string(file.uri), "name": .of(file.name), "create_time": .of(file.createTime)]
        }
    }
}
