public import MartletClient

/// The messages and conversations of users that wait to be absorbed, which all instances share.
///
/// A list is pushed to, trimmed and given its time to live in one transaction, so that no crash leaves
/// one that lasts for ever.
public struct MessageStore: Sendable {
    /// How much is kept for how long.
    public struct Limits: Hashable, Sendable {
        /// How many messages of a user are kept: the latest.
        public var messageCount = 100
        /// How long messages are kept, from the last one on.
        public var messageTTL = Duration.seconds(86_400)
        /// How many questions with their answers are kept: the latest.
        public var conversationCount = 50
        /// How long conversations are kept, from the last one on.
        public var conversationTTL = Duration.seconds(3600)

        /// The limits that the Python program has.
        public init() {}
    }

    let client: any RedisClient
    let keys: UploadKeyScheme
    let limits: Limits

    /// Makes a store of what a client reaches.
    public init(_ client: any RedisClient, limits: Limits = Limits()) {
        self.client = client
        self.limits = limits
        keys = UploadKeyScheme(isClustered: client.isClustered)
    }

    /// Adds a message, and returns how many there are now.
    ///
    /// - Throws: ``UploadStatusError`` if there is no user; `RedisError`.
    @discardableResult
    public func addMessage(_ message: StoredMessage, for user: String) async throws -> Int {
        try require(user, "user")
        return try await push(
            message.json, to: keys.messages(user), keeping: limits.messageCount,
            for: limits.messageTTL)
    }

    /// Returns the messages, the oldest first. What can't be read is left out.
    ///
    /// - Parameter limit: How many at most; all if nil or 0.
    /// - Throws: ``UploadStatusError`` if there is no user; `RedisError`.
    public func messages(of user: String, limit: Int? = nil) async throws -> [StoredMessage] {
        try await storedMessages(of: user, limit: limit).compactMap(StoredMessage.init(json:))
    }

    /// Returns the messages as they are in Redis, the oldest first.
    func storedMessages(of user: String, limit: Int? = nil) async throws -> [[UInt8]] {
        try require(user, "user")
        let stop = limit.map { $0 > 0 ? $0 - 1 : -1 } ?? -1
        return try await client.lrangeBytes(keys.messages(user), 0, stop)
    }

    /// Removes the oldest messages. Whoever has read them can't know that these are still the same:
    /// ``popMessages(of:count:)`` reads and removes in one step.
    ///
    /// - Throws: ``UploadStatusError`` if there is no user; `RedisError`.
    public func removeMessages(of user: String, count: Int) async throws {
        try require(user, "user")
        guard count > 0 else { return }
        try await client.ltrim(keys.messages(user), count, -1)
    }

    /// Returns the number of messages.
    ///
    /// - Throws: ``UploadStatusError`` if there is no user; `RedisError`.
    public func messageCount(of user: String) async throws -> Int {
        try require(user, "user")
        return try await client.llen(keys.messages(user))
    }

    /// Removes the oldest messages, and returns them, in one step: nobody else gets them.
    ///
    /// - Throws: ``UploadStatusError`` if there is no user; `RedisError`.
    public func popMessages(of user: String, count: Int) async throws -> [StoredMessage] {
        try require(user, "user")
        guard count > 0 else { return [] }
        let reply = try await client.run(
            BatchScripts.pop, keys: [keys.messages(user)], arguments: [count])
        return (reply.elements ?? []).compactMap { $0.bytes.flatMap(StoredMessage.init(json:)) }
    }

    func push(
        _ element: [UInt8], to key: String, keeping count: Int, for ttl: Duration
    ) async throws -> Int {
        let replies = try await client.transaction([
            .rpush(key, element), .expire(key, in: .seconds(ttl.wholeSeconds)),
            .ltrim(key, -count, -1), .llen(key),
        ])
        for reply in replies { try reply.get() }
        return replies.last?.intValue ?? 0
    }
}

/// Conversations.
extension MessageStore {
    /// Adds a question and its answer, and returns how many pairs there are now.
    ///
    /// - Throws: ``UploadStatusError`` if there is no user; `RedisError`.
    @discardableResult
    public func addConversation(
        question: String, answer: String, for user: String
    ) async throws -> Int {
        try require(user, "user")
        return try await push(
            ConversationTurn.json(question: question, answer: answer),
            to: keys.conversations(user), keeping: limits.conversationCount,
            for: limits.conversationTTL)
    }

    /// Returns what was said, the oldest first: a question, its answer, the next question.
    ///
    /// - Throws: ``UploadStatusError`` if there is no user; `RedisError`.
    public func conversations(of user: String) async throws -> [ConversationTurn] {
        try require(user, "user")
        return try await client.lrangeBytes(keys.conversations(user))
            .flatMap(ConversationTurn.turns(json:))
    }

    /// Removes all conversations.
    ///
    /// - Throws: ``UploadStatusError`` if there is no user; `RedisError`.
    public func clearConversations(of user: String) async throws {
        try require(user, "user")
        try await client.del(keys.conversations(user))
    }

    /// Returns the number of questions with their answers.
    ///
    /// - Throws: ``UploadStatusError`` if there is no user; `RedisError`.
    public func conversationCount(of user: String) async throws -> Int {
        try require(user, "user")
        return try await client.llen(keys.conversations(user))
    }
}
