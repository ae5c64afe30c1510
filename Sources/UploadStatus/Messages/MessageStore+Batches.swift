import MartletClient

/// Messages that are being absorbed. They are in a list of their own meanwhile, so that nothing that is
/// added or dropped can take their place, and nothing is lost if whoever absorbs them ends.
extension MessageStore {
    /// What was taken out of a user's lists.
    struct Batch: Sendable {
        /// The token of the lock that it was taken under.
        let token: String
        /// The messages as they are in Redis.
        var messages: [[UInt8]]
        let conversations: [ConversationTurn]
    }

    /// Takes the oldest messages and all conversations; nil if the lock isn't held with the token.
    func takeBatch(of user: String, count: Int, token: String) async throws -> Batch? {
        let reply = try await client.run(
            BatchScripts.take,
            keys: [
                keys.absorbLock(user), keys.messages(user), keys.batch(user, token),
                keys.conversations(user), keys.conversationBatch(user, token),
                keys.batches(user),
            ], arguments: [token, count, limits.messageTTL.wholeSeconds])
        guard let parts = reply.elements, parts.count == 2 else { return nil }
        let elements = parts.map { part in (part.elements ?? []).compactMap(\.bytes) }
        return Batch(
            token: token, messages: elements[0],
            conversations: elements[1].flatMap(ConversationTurn.turns(json:)))
    }

    /// Puts the last messages of a batch back to where they were: all of them, and the conversations,
    /// if `count` is nil. What isn't there any more someone else has put back. Returns how many
    /// messages were moved.
    @discardableResult
    func putBack(batch token: String, of user: String, count: Int? = nil) async throws -> Int {
        let reply = try await client.run(
            BatchScripts.putBack,
            keys: [
                keys.messages(user), keys.batch(user, token), keys.conversations(user),
                keys.conversationBatch(user, token), keys.batches(user),
            ],
            arguments: [
                count ?? -1, token, limits.messageCount, limits.messageTTL.wholeSeconds,
                limits.conversationCount, limits.conversationTTL.wholeSeconds,
            ])
        return reply.intValue ?? 0
    }

    /// Removes a batch that was absorbed; returns false, and removes nothing, if the lock isn't held
    /// with its token any longer.
    func finish(batch token: String, of user: String) async throws -> Bool {
        let reply = try await client.run(
            BatchScripts.finish,
            keys: [
                keys.absorbLock(user), keys.batch(user, token),
                keys.conversationBatch(user, token), keys.batches(user),
            ], arguments: [token])
        return reply.intValue == 1
    }

    /// Puts back what others have taken and left: they held the lock before, and don't any more.
    func putBackAbandoned(of user: String, exceptBatch own: String) async throws {
        let reply = try await client.send("SMEMBERS", keys.batches(user))
        for token in (reply.elements ?? []).compactMap(\.text) where token != own {
            try await putBack(batch: token, of: user)
        }
    }
}
