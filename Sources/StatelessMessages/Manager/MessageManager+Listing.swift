import LayerSupport
import MartletClient

/// The messages of a session.
extension MessageManager {
    /// Returns the messages of a session, the oldest first. Those that have expired are taken off the
    /// session's index.
    ///
    /// - Throws: ``MessagesError`` if the id is empty, or the limit or offset is out of bounds, or a
    ///   message can't be read; `RedisError`.
    public func sessionMessages(
        _ sessionID: String, limit: Int = 50, offset: Int = 0
    ) async throws -> [MessageSnapshot] {
        try requireSession(sessionID)
        try require(limit, in: 1...Self.longestPage, "limit")
        try require(offset, in: 0...Int(Int32.max), "offset")
        let page = try await messagePage(sessionID, limit, offset)
        guard page.contains(where: { $0 == nil }) else { return page.compactMap(\.self) }
        try await pruneIndex(sessionID)
        return try await messagePage(sessionID, limit, offset).compactMap(\.self)
    }

    /// Returns the messages of a page of the index; nil for those that have expired.
    private func messagePage(
        _ sessionID: String, _ limit: Int, _ offset: Int
    ) async throws -> [MessageSnapshot?] {
        let ids = try await messageIDs(sessionID, offset, offset + limit - 1)
        guard !ids.isEmpty else { return [] }
        let keys = ids.map { store.keys.message($0, in: sessionID) }
        let replies = try await client.replies(to: keys.map { .hgetAll($0) })
        return try zip(keys, replies).map { try MessageSnapshot($0, reply: $1) }
    }

    func messageIDs(_ sessionID: String, _ start: Int, _ stop: Int) async throws -> [String] {
        let reply = try await client.send("ZRANGE", store.keys.index(sessionID), start, stop)
        return (reply.elements ?? []).compactMap(\.text)
    }

    /// Takes the messages that have expired off a session's index; returns how many.
    @discardableResult
    func pruneIndex(_ sessionID: String) async throws -> Int {
        let index = store.keys.index(sessionID)
        var (removed, start) = (0, 0)
        while true {
            let ids = try await messageIDs(sessionID, start, start + Self.longestPage - 1)
            guard !ids.isEmpty else { return removed }
            let keys = [index] + ids.map { store.keys.message($0, in: sessionID) }
            let reply = try await store.client.run(MessageScripts.prune, keys: keys, arguments: ids)
            let count = reply.intValue ?? 0
            removed += count
            start += max(0, ids.count - count)
        }
    }
}

/// Cleaning up.
extension MessageManager {
    /// Removes the messages of a session that were created so many days ago or earlier, with their
    /// streams and large contents; returns how many there were. Whoever subscribes to one gets an end.
    ///
    /// - Throws: ``MessagesError`` if the id is empty, or the days are out of bounds; `RedisError`.
    @discardableResult
    public func cleanUpOldMessages(
        in sessionID: String, keepDays: Double = 7
    ) async throws -> Int {
        try requireSession(sessionID)
        try require(keepDays, in: 0...36_500, "keep_days")
        let limit = store.clock.secondsSince1970 - keepDays * 86_400
        var removed = 0
        while true {
            let members = try await client.zrangebyscore(
                store.keys.index(sessionID), to: .including(limit), count: 100)
            guard !members.isEmpty else { return removed }
            for member in members {
                let id = String(decoding: member.bytes, as: UTF8.self)
                if try await remove(MessagePlace(id, in: sessionID)) { removed += 1 }
            }
        }
    }

    /// Removes a message with all that belongs to it; returns whether the session's index had it.
    @discardableResult
    func remove(_ place: MessagePlace) async throws -> Bool {
        let key = store.messageKey(place)
        let blocks = try await client.hget(key, "content_blocks")
        // What can't be read names no contents; it goes nevertheless.
        let contents = (try? BlockList(key, blocks))?.blocks.filter(\.isReference) ?? []
        let keys =
            [key, store.streamKey(place)] + contents.map { store.contentKey($0.id, place) }
        let replies = try await client.transaction([
            .del(keys), .zrem(store.keys.index(place.sessionID), place.messageID),
        ])
        for reply in replies { try reply.get() }
        if let route = store.keys.route(place.messageID) { try await client.del(route) }
        return replies.last?.intValue == 1
    }
}
