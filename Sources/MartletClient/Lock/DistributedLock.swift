import MartletRESP
import NIOCore

/// A lock that only one holder has at a time, in any program that uses the same server.
///
///     let lock = DistributedLock(client, key: "chat:42:flush_lock", lifetime: .seconds(30))
///     let outcome = try await lock.withLock(waitingAtMost: .seconds(5)) { held in
///         try await flush(fencedBy: held.fencingNumber)
///     }
///
/// The key holds a random token for ``lifetime``, which is renewed while the lock is held, so that the
/// lock of a program that ended is free after that time. A holder that could not renew it in time has
/// lost it: its ``HeldLock`` tells, and ``withLock(waitingAtMost:_:)`` cancels the body. No clock can
/// rule out that it goes on for a moment beside the next holder; where that does harm, what it writes
/// to can refuse the smaller ``HeldLock/fencingNumber``.
///
/// A failover that loses writes may lose a lock with them.
public struct DistributedLock: Sendable {
    /// The key that is there as long as someone has the lock. Its value is the holder's token.
    public let key: String
    /// How long the key lives without renewal.
    public let lifetime: Duration
    let client: any RedisClient
    /// How often the lock is renewed: there are three chances before its time is over.
    var renewalInterval: Duration

    /// Makes a lock. Nothing is sent before someone wants it.
    ///
    /// - Parameter lifetime: How long the lock stays taken when its holder ended without a word; at
    ///   least 10 milliseconds.
    public init(
        _ client: any RedisClient, key: String, lifetime: Duration = .seconds(30)
    ) {
        self.client = client
        self.key = key
        self.lifetime = max(lifetime, .milliseconds(10))
        renewalInterval = self.lifetime / 3
    }

    /// Takes the lock, and renews it until it is released. Returns nil if it isn't free in time.
    ///
    /// - Parameter limit: How long to wait for it at most; not at all by default.
    /// - Throws: ``RedisError`` if the server can't be asked; `CancellationError`. Then the lock isn't
    ///   held.
    public func acquire(waitingAtMost limit: Duration = .zero) async throws -> HeldLock? {
        let giveUpAt = NIODeadline.now() + TimeAmount(limit)
        let token = LockToken.random()
        for attempt in 1... {
            if let held = try await tryOnce(token) { return held }
            let delay = Self.backoff.delay(attempt: attempt)
            let left = Duration.nanoseconds((giveUpAt - .now()).nanoseconds)
            guard left > .zero else { return nil }
            try await Task.sleep(for: min(delay, left))
        }
        return nil
    }

    /// Calls `body` while the lock is held, and releases it. Returns nil if it isn't free in time.
    ///
    /// - Parameter limit: How long to wait for it at most; not at all by default.
    /// - Throws: ``RedisError`` with the code ``RedisError/Code/lockLost`` if the lock was lost
    ///   meanwhile, for which the task of `body` is cancelled; what `body` throws.
    @discardableResult
    public func withLock<Result: Sendable>(
        waitingAtMost limit: Duration = .zero,
        _ body: @escaping @Sendable (HeldLock) async throws -> Result
    ) async throws -> Result? {
        guard let held = try await acquire(waitingAtMost: limit) else { return nil }
        let outcome = await outcome(of: body, holding: held)
        let wasHeld = await held.release()
        guard wasHeld else { throw RedisError.lockLost }
        return try outcome.get()
    }

    private func outcome<Result: Sendable>(
        of body: @escaping @Sendable (HeldLock) async throws -> Result, holding held: HeldLock
    ) async -> Swift.Result<Result, any Error> {
        await withTaskGroup(of: Swift.Result<Result, any Error>?.self) { group in
            group.addTask {
                do { return .success(try await body(held)) } catch { return .failure(error) }
            }
            group.addTask {
                await held.waitUntilOver()
                return nil
            }
            // Whichever comes first: the body's end, or the loss of the lock. The body is waited for.
            var outcome: Swift.Result<Result, any Error>?
            for await ended in group {
                outcome = ended ?? outcome
                group.cancelAll()
            }
            return outcome ?? .failure(RedisError.lockLost)
        }
    }

    private func tryOnce(_ token: String) async throws -> HeldLock? {
        // Counted from before the command was sent, so that the server never forgets it sooner.
        let start = NIODeadline.now()
        do {
            let reply = try await client.run(
                LockScripts.acquire, keys: [key, fencingKey],
                arguments: [token, lifetime.wholeMilliseconds])
            guard let number = reply.text.flatMap({ Int($0) }) else { return nil }
            return HeldLock(self, token: token, fencingNumber: number, since: start)
        } catch {
            // It may have been taken; nobody would renew it.
            let (client, key) = (client, key)
            Task { _ = try? await client.run(.deleteIfEqual, keys: [key], arguments: [token]) }
            throw error
        }
    }

    /// The key of the last fencing number, in the slot of the lock's own key: unless that has a closing
    /// brace and no hash tag, which a cluster then refuses.
    var fencingKey: String {
        KeySlot.tag(of: Array(key.utf8)) != nil ? "\(key):fence" : "{\(key)}:fence"
    }

    private static let backoff = RedisBackoff(
        initial: .milliseconds(5), limit: .milliseconds(100))
}

/// What a lock's holder is known by.
enum LockToken {
    /// Returns 128 bits of chance as 32 digits.
    static func random() -> String {
        (0..<2).map { _ in
            let digits = String(UInt64.random(in: .min ... .max), radix: 16)
            return String(repeating: "0", count: 16 - digits.count) + digits
        }.joined()
    }
}

extension RedisError {
    static let lockLost = RedisError(
        code: .lockLost, message: "the lock was lost while it was held")
}

extension RedisError.Code {
    /// A lock could not be renewed in time, or its key was removed.
    public static let lockLost = RedisError.Code(rawValue: "LOCKLOST")
}
