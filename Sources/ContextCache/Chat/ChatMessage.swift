public import LayerSupport

/// What someone said in a chat.
public struct ChatMessage: Hashable, Sendable {
    /// Who said it: `user`, `assistant`.
    public var role: String
    /// What was said.
    public var content: String
    /// When, in local time, as Python's `datetime.now().isoformat()`; nil if unknown.
    public var timestamp: String?

    /// Makes a message.
    public init(role: String, content: String, timestamp: String? = nil) {
        self.role = role
        self.content = content
        self.timestamp = timestamp
    }

    var json: JSONValue {
        var object: JSONObject = ["role": .string(role), "content": .string(content)]
        if let timestamp { object["timestamp"] = .string(timestamp) }
        return .object(object)
    }
}

/// What a chat's buffer is handed over as: the messages of a while.
public struct ChatContext: Hashable, Sendable {
    /// Whose chat it is.
    public let chat: ChatID
    /// The messages in order, each as it is in the buffer; what is no JSON is a text.
    public let messages: [JSONValue]
    /// When they were handed over, in local time.
    public let createdAt: String

    /// Where it comes from: `chat_log`.
    public var source: String { "chat_log" }
    /// Of what kind ``text`` is: `text`.
    public var contentFormat: String { "text" }
    /// The messages as a JSON array.
    public var text: String { JSONValue.array(messages).text() }
    /// How many messages there are.
    public var messageCount: Int { messages.count }
    /// Who said something.
    public var roles: Set<String> { Set(messages.compactMap { $0["role"]?.stringValue }) }
}
