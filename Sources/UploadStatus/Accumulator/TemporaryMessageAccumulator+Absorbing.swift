import Foundation
import LayerSupport
import MartletClient

/// Handing messages to the agent.
extension TemporaryMessageAccumulator {
    /// Hands the messages that are ready to the agent and removes them, provided that there are enough
    /// and that no other instance is at it.
    ///
    /// - Parameter force: Whether fewer are enough.
    /// - Throws: ``UploadStatusError`` if there is no user; `RedisError`; what the agent throws. Then the
    ///   messages are kept.
    @discardableResult
    public func absorb(for user: String, force: Bool = false) async throws -> Absorption {
        guard let token = try await takeLock(of: user) else { return .busy }
        do {
            let outcome = try await absorb(user, token, force: force)
            await release(user, token)
            return outcome
        } catch {
            await release(user, token)
            throw error
        }
    }

    private func takeLock(of user: String) async throws -> String? {
        for attempt in 0..<max(1, options.lockAttempts) {
            if attempt > 0 { try await clock.sleep(for: options.lockRetryDelay) }
            let token = try await locks.acquireUserLock(user, timeout: options.lockTimeout)
            if let token { return token }
        }
        return nil
    }

    private func absorb(_ user: String, _ token: String, force: Bool) async throws -> Absorption {
        try await messages.putBackAbandoned(of: user, exceptBatch: token)
        let waiting = try await messages.storedMessages(of: user)
        let seen = try await resolver.readyMessages(waiting)
        let count = countToAbsorb(of: seen.count, force: force)
        if count == 0 {
            guard force, try await messages.conversationCount(of: user) > 0 else {
                return .notReady
            }
        }
        do {
            guard
                let batch = try await messages.takeBatch(of: user, count: count, token: token)
            else { return .lockLost }
            let isSame = batch.messages.elementsEqual(waiting.prefix(count))
            let ready =
                isSame ? Array(seen.prefix(count)) : try await ready(of: batch, user)
            guard try await hand(ready, batch.conversations, to: user, token),
                try await messages.finish(batch: token, of: user)
            else {
                await putBack(user, token)
                return .lockLost
            }
            await cleanUp(ready)
            return .absorbed(ready.count)
        } catch {
            await putBack(user, token)
            throw error
        }
    }

    /// Returns the messages of a batch that aren't those that were seen before it was taken: the
    /// oldest were dropped for newer ones meanwhile. Those that aren't ready go back.
    private func ready(
        of batch: MessageStore.Batch, _ user: String
    ) async throws -> [ReadyMessage] {
        let ready = try await resolver.readyMessages(batch.messages)
        let rest = batch.messages.count - ready.count
        if rest > 0 { try await messages.putBack(batch: batch.token, of: user, count: rest) }
        return ready
    }

    /// Calls the agent, and renews the lock meanwhile. Returns false if the lock was lost.
    private func hand(
        _ ready: [ReadyMessage], _ conversations: [ConversationTurn], to user: String,
        _ token: String
    ) async throws -> Bool {
        let (agent, transcriber) = (agent, transcriber)
        return try await withThrowingTaskGroup(of: Bool.self) { group in
            group.addTask {
                let audio = ready.flatMap(\.audio)
                let heard = audio.isEmpty ? nil : try await transcriber?.transcribe(audio)
                let parts = MessageParts(
                    ready, transcription: heard, conversations: conversations)
                try await agent.absorb(
                    AbsorbedContent(
                        parts: parts.parts, messages: ready, conversations: conversations),
                    for: user)
                return true
            }
            group.addTask {
                await self.renewUntilLost(user, token)
                return false
            }
            // The first that ends decides; the group waits for the other, which is cancelled.
            defer { group.cancelAll() }
            let isDone = try await group.next() ?? false
            // A task that is cancelled renews nothing; that is no loss.
            if !isDone { try Task.checkCancellation() }
            return isDone
        }
    }

    /// Renews the lock until another has it, or until it can't be renewed in time. Returns at once if
    /// the task is cancelled.
    private func renewUntilLost(_ user: String, _ token: String) async {
        var renewedAt = clock.secondsSince1970
        let timeout = options.lockTimeout
        while (try? await clock.sleep(for: timeout / 3)) != nil {
            let now = clock.secondsSince1970
            do {
                guard
                    try await locks.extendUserLock(user, token: token, timeout: timeout)
                else { return }
                renewedAt = now
            } catch {
                if now - renewedAt >= timeout / .seconds(1) { return }
            }
        }
    }

    /// What was absorbed is needed no longer: statuses, and images of this machine. Where that fails,
    /// statuses expire.
    private func cleanUp(_ ready: [ReadyMessage]) async {
        if let uploads {
            try? await uploads.cleanUp(ready.flatMap(\.uploadIDs))
        } else {
            for message in ready where message.deletesFiles {
                for case .localFile(let path) in message.images.map(\.reference) {
                    try? FileManager.default.removeItem(atPath: path)
                }
            }
        }
    }

    /// In a task of its own, as all that has to be done when this one is cancelled. What can't be put
    /// back now, the next holder of the lock puts back.
    private func putBack(_ user: String, _ token: String) async {
        let messages = messages
        await Task { _ = try? await messages.putBack(batch: token, of: user) }.value
    }

    private func release(_ user: String, _ token: String) async {
        let locks = locks
        await Task { _ = try? await locks.releaseUserLock(user, token: token) }.value
    }
}
