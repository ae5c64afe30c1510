public import LayerSupport
public import MartletClient

/// The messages of all sessions. It keeps nothing but readers of streams: any number of instances do the
/// same, and any of them may serve any request.
///
///     let manager = MessageManager(client)
///     let session = try await manager.createSession(userID: "ada")
///     let message = try await manager.getOrCreateMessage("m1", in: session.id)
///     try await message.appendText("Hello")
///     for try await event in try manager.subscribe(to: "m1", in: session.id) { … }
public final class MessageManager: Sendable {
    /// How many messages can be asked for at once.
    public static let longestPage = 1000

    let store: SnapshotStore
    let hub: StreamHub

    /// Makes a manager of what a client reaches.
    public init(
        _ client: any RedisClient, options: MessageOptions = MessageOptions(),
        clock: any LayerClock = .system
    ) {
        store = SnapshotStore(client, options, clock)
        hub = StreamHub(store)
    }

    /// The client that the manager was made with.
    public var client: any RedisClient { store.client }

    /// The keys that the manager uses.
    public var keys: MessageKeyScheme { store.keys }

    /// Loads a message, or makes it if there is none. Of many who do so at once one makes it.
    ///
    /// - Parameter messageID: A new one by default.
    /// - Throws: ``MessagesError`` if an id is empty, the message is of another session, or the
    ///   session is closed; `RedisError`.
    public func getOrCreateMessage(
        _ messageID: String = ContentBlock.newID(), in sessionID: String,
        role: MessageRole = .assistant
    ) async throws -> Message {
        try require(messageID, "message_id")
        try requireSession(sessionID)
        let place = MessagePlace(messageID, in: sessionID)
        return Message(store, try await store.loadOrCreate(place, role).snapshot)
    }

    /// Makes a message with all that it has from its beginning, in one step: of many who do so at once
    /// one makes it, and nothing of the others' is in it.
    ///
    /// - Parameters:
    ///   - messageID: A new one by default.
    ///   - isComplete: Whether nothing will be added.
    /// - Throws: ``MessagesError`` if there is such a message, an id is empty, or there twice in
    ///   `content`, another message has such a large content, or the session is closed; `RedisError`.
    public func createMessage(
        _ messageID: String = ContentBlock.newID(), in sessionID: String,
        role: MessageRole = .assistant, text: String = "", content: [ContentBlock] = [],
        isComplete: Bool = false
    ) async throws -> Message {
        try require(messageID, "message_id")
        try requireSession(sessionID)
        for block in content { try require(block.id, "content_id") }
        guard Set(content.map(\.id)).count == content.count else {
            throw MessagesError(
                .badArgument, "a content is there twice", argument: "content_id")
        }
        let place = MessagePlace(messageID, in: sessionID)
        let (snapshot, isNew) = try await store.loadOrCreate(place, role) { beginning in
            var changes: [MessageChange] = text.isEmpty ? [] : [.appending(text)]
            var blocks = beginning.blockList
            for block in content {
                let (kept, large) = store.separated(block)
                changes.append(.adding(kept, large, to: blocks))
                blocks = changes.last?.blocks ?? blocks
            }
            return isComplete ? changes + [.completing] : changes
        }
        guard isNew else { throw MessagesError.messageExists(messageID) }
        return Message(store, snapshot)
    }

    /// Loads a message; returns nil if there is none.
    ///
    /// - Throws: ``MessagesError`` if the id is empty; `RedisError`.
    public func message(_ messageID: String) async throws -> Message? {
        try require(messageID, "message_id")
        return try await store.load(messageID: messageID).map { Message(store, $0) }
    }

    /// Loads a message of a session; returns nil if there is none.
    ///
    /// - Throws: ``MessagesError`` if an id is empty, or the message is of another session;
    ///   `RedisError`.
    public func message(_ messageID: String, in sessionID: String) async throws -> Message? {
        try require(messageID, "message_id")
        try requireSession(sessionID)
        let snapshot = try await store.load(MessagePlace(messageID, in: sessionID))
        return snapshot.map { Message(store, $0) }
    }

    /// Subscribes to the events of a message. There needn't be such a message: then the sequence is
    /// empty.
    ///
    /// - Parameter lastID: The id of the last event that the subscriber had: `0` for all, `$` for those
    ///   yet to come.
    /// - Throws: ``MessagesError`` if an id is empty, or the last one is no event's.
    public func subscribe(
        to messageID: String, in sessionID: String, after lastID: String = "0"
    ) throws(MessagesError) -> MessageEvents {
        try require(messageID, "message_id")
        try requireSession(sessionID)
        let start = EventID(lastID)
        guard start != nil || lastID == "$" else {
            throw MessagesError(
                .badArgument, "last_id can't be '\(lastID)'", argument: "last_id")
        }
        return MessageEvents(
            hub: hub, place: MessagePlace(messageID, in: sessionID), start: start)
    }
}
