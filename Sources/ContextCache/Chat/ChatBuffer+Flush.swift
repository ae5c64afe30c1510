import LayerSupport
import Logging
import MartletClient
import MartletRESP

/// Handing over.
extension ChatBuffer {
    /// Hands over what a chat has, also what an instance left that died meanwhile; returns how many
    /// messages that were: none if another flush of the chat doesn't end in time.
    ///
    /// - Throws: What the handler throws; ``RedisError``, with the code `LOCKLOST` if the lock was lost
    ///   meanwhile: the messages are then handed over again.
    @discardableResult
    public func flush(_ chat: ChatID) async throws -> Int {
        let outcome: Result<Int, any Error> = try await cache.store.runInOnePlace { client in
            guard try await waits(chat, client) else { return .success(0) }
            let lock = CacheLock(
                client: client, key: cache.keys.flushLock(chat), lifetime: options.lockLifetime,
                clock: cache.store.clock)
            guard let token = try await lock.acquire(waitingAtMost: options.lockWait) else {
                cache.store.logger?.warning("another flush of a chat goes on")
                return .success(0)
            }
            do {
                let outcome = try await handOver(chat, lock, token)
                if case .success = outcome {
                    _ = try? await lock.release(token)
                } else {
                    await giveBack(chat, lock, token)
                }
                return outcome
            } catch {
                await giveBack(chat, lock, token)
                throw error
            }
        }
        return try outcome.get()
    }

    /// Hands over what all chats have; returns how many messages that were. What fails is told to the
    /// log, and stays.
    @discardableResult
    public func flushAll() async -> Int {
        var count = 0
        do {
            for chat in try await chats() {
                do { count += try await flush(chat) } catch {
                    cache.store.logger?.error("a chat could not be handed over: \(error)")
                }
            }
        } catch {
            cache.store.logger?.error("the chats could not be listed: \(error)")
        }
        return count
    }

    /// Hands over what all chats have, before the program ends: what is in this process because the
    /// server is away, too.
    ///
    /// - Parameter isGraceful: Else nothing is done: what is on the server stays there.
    public func stop(isGraceful: Bool = true) async {
        if isGraceful { await flushAll() }
    }

    /// Returns all chats that have messages, or left some that were being handed over.
    private func chats() async throws -> [ChatID] {
        let keys = try await cache.run(isRepeatable: true) { client in
            try await client.allKeys(matching: cache.keys.chats())
                + client.allKeys(matching: cache.keys.chats(processing: true))
        }
        var known: Set<ChatID> = []
        return keys.compactMap { key in
            guard let chat = cache.keys.chat(of: key) else {
                cache.store.logger?.warning("a chat's key can't be read: \(key)")
                return nil
            }
            return known.insert(chat).inserted ? chat : nil
        }
    }

    private func waits(_ chat: ChatID, _ client: any RedisClient) async throws -> Bool {
        try await client.count(of: [cache.keys.buffer(chat), cache.keys.processing(chat)]) > 0
    }

    /// Takes the messages out, calls the handler, and removes them. Returns what the handler throws;
    /// throws what the server doesn't do.
    private func handOver(
        _ chat: ChatID, _ lock: CacheLock, _ token: String
    ) async throws -> Result<Int, any Error> {
        let (buffer, processing) = (cache.keys.buffer(chat), cache.keys.processing(chat))
        let taken = try await lock.client.run(
            ChatScripts.take, keys: [lock.key, buffer, processing],
            arguments: [token, options.ttl.wholeMilliseconds])
        let messages = taken.texts.map { (try? JSONValue(parsing: $0)) ?? .string($0) }
        guard !messages.isEmpty else { return .success(0) }
        let context = context(messages, chat)
        let outcome = try await lock.renewing(token) { () -> Result<Int, any Error> in
            do {
                try await handler(context)
                return .success(messages.count)
            } catch {
                return .failure(error)
            }
        }
        guard let outcome else { throw RedisError.flushLostItsLock }
        guard case .success = outcome else { return outcome }
        let wasHeld = try await lock.client.run(
            ChatScripts.finish, keys: [lock.key, processing], arguments: [token]
        ).wholeNumber
        guard wasHeld == 1 else { throw RedisError.flushLostItsLock }
        return outcome
    }

    /// Puts the messages back, and frees the lock. A task that was cancelled does that too.
    private func giveBack(_ chat: ChatID, _ lock: CacheLock, _ token: String) async {
        let keys = [lock.key, cache.keys.buffer(chat), cache.keys.processing(chat)]
        let ttl = options.ttl.wholeMilliseconds
        await Task {
            _ = try? await lock.client.run(
                ChatScripts.putBack, keys: keys, arguments: [token, ttl])
            _ = try? await lock.release(token)
        }.value
    }
}

extension RedisError {
    fileprivate static let flushLostItsLock = RedisError(
        code: Code(rawValue: "LOCKLOST"), message: "the lock of the flush was lost")
}
