public import LayerSupport
public import MartletClient

extension Message {
    /// Loads a message, or makes it if there is none. Of many who do so at once one makes it.
    ///
    /// - Throws: ``MessagesError`` if an id is empty, the message is of another session, or the
    ///   session is closed; `RedisError`.
    public static func loadOrCreate(
        _ client: any RedisClient, _ messageID: String, in sessionID: String,
        role: MessageRole = .assistant, options: MessageOptions = MessageOptions(),
        clock: any LayerClock = .system
    ) async throws -> Message {
        let manager = MessageManager(client, options: options, clock: clock)
        return try await manager.getOrCreateMessage(messageID, in: sessionID, role: role)
    }

    /// Loads a message; returns nil if there is none.
    ///
    /// - Throws: ``MessagesError`` if the id is empty; `RedisError`.
    public static func load(
        _ client: any RedisClient, _ messageID: String,
        options: MessageOptions = MessageOptions(), clock: any LayerClock = .system
    ) async throws -> Message? {
        try await MessageManager(client, options: options, clock: clock).message(messageID)
    }
}
