public import LayerSupport
import MartletClient

/// Sessions. A message needs none: a session without a record is open.
extension MessageManager {
    /// Makes a session.
    ///
    /// - Parameter sessionID: A new one by default.
    /// - Throws: ``MessagesError`` if the id is empty, or there is such a session; `RedisError`.
    @discardableResult
    public func createSession(
        _ sessionID: String = ContentBlock.newID(), userID: String? = nil,
        metadata: JSONObject = [:]
    ) async throws -> SessionRecord {
        try requireSession(sessionID)
        let record = SessionRecord(
            id: sessionID, userID: userID, metadata: metadata, createdAt: store.now,
            isClosed: false)
        let reply = try await store.client.run(
            SessionScripts.create, keys: [store.keys.session(sessionID)], arguments: record.fields)
        guard reply.intValue == 1 else {
            throw MessagesError(
                .sessionExists, "there is a session '\(sessionID)' already",
                argument: "session_id")
        }
        return record
    }

    /// Returns a session; nil if there is no record of it.
    ///
    /// - Throws: ``MessagesError`` if the id is empty; `RedisError`.
    public func session(_ sessionID: String) async throws -> SessionRecord? {
        try requireSession(sessionID)
        let reply = try await client.send(.hgetAll(store.keys.session(sessionID)))
        return SessionRecord(sessionID, fields: (reply.pairs ?? []).textFields)
    }

    /// Closes a session: it takes no more messages, and keeps those that it has. Returns whether there
    /// is a record of it.
    ///
    /// - Throws: ``MessagesError`` if the id is empty; `RedisError`.
    @discardableResult
    public func closeSession(_ sessionID: String) async throws -> Bool {
        try requireSession(sessionID)
        let reply = try await store.client.run(
            SessionScripts.close, keys: [store.keys.session(sessionID)], arguments: [])
        return reply.intValue == 1
    }

    /// Removes a session with all its messages; returns whether there was anything. Meanwhile it takes
    /// no messages.
    ///
    /// - Throws: ``MessagesError`` if the id is empty; `RedisError`. What was removed until then stays
    ///   so, and the rest can be removed by another call.
    @discardableResult
    public func deleteSession(_ sessionID: String) async throws -> Bool {
        var isThere = try await closeSession(sessionID)
        let keys = [store.keys.session(sessionID), store.keys.index(sessionID)]
        while true {
            for id in try await messageIDs(sessionID, 0, 99) {
                try await remove(MessagePlace(id, in: sessionID))
                isThere = true
            }
            let reply = try await store.client.run(SessionScripts.forget, keys: keys, arguments: [])
            if reply.intValue == 1 { return isThere }
        }
    }
}
