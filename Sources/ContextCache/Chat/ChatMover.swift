import MartletClient
import MartletRESP

/// Moves the messages that this process kept while the server was away.
struct ChatMover: Sendable {
    let keys: CacheKeys
    let ttl: Duration

    /// Moves all of them. Repeated after a failure, it moves none twice.
    ///
    /// What stands on the server is moved, also where a write concern is not met: one shard that lacks
    /// a replica would keep all others away from this process else.
    func move(from local: any RedisClient, to server: any RedisClient) async throws {
        let buffers = try await local.allKeys(matching: keys.chats())
        let left = try await local.allKeys(matching: keys.chats(processing: true))
        // What was being handed over comes first: it is older.
        for key in left + buffers {
            guard let chat = keys.chat(of: key) else { continue }
            let messages = try await local.lrangeBytes(key)
            guard !messages.isEmpty else { continue }
            do {
                try await server.run(
                    ChatScripts.adopt, keys: [keys.buffer(chat), keys.processing(chat)],
                    arguments: [ttl.wholeMilliseconds] + messages)
            } catch let error as RedisError where error.code == .notReplicated {}
            try await local.del(key)
        }
    }
}
