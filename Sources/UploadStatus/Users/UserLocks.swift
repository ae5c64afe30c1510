public import MartletClient
import Foundation

/// What keeps the instances out of each other's way: a lock to absorb a user's messages, one to
/// initialize a user, and the mark that this was done.
///
/// Whoever takes a lock gets a token, and can release or renew it with that only: no lock that expired
/// and was taken by another is released by its first holder.
///
/// They are no `DistributedLock`: that keeps a fencing number under a second key, which the documents
/// don't know, and is renewed by the system's clock by the object that holds it. Here the token itself
/// is handed on: batches are named by it, and scripts compare it in the step that moves messages, which
/// does more than a number could.
public struct UserLocks: Sendable {
    /// How long a lock lives without renewal.
    public static let defaultTimeout = Duration.seconds(30)
    /// How long it is remembered that a user was initialized.
    public static let markTTL = Duration.seconds(604_800)

    let client: any RedisClient
    private let keys: UploadKeyScheme

    /// Makes the locks of what a client reaches.
    public init(_ client: any RedisClient) {
        self.client = client
        keys = UploadKeyScheme(isClustered: client.isClustered)
    }

    /// Takes the lock to absorb a user's messages; returns its token, nil if another has it.
    ///
    /// - Throws: ``UploadStatusError`` if there is no user; `RedisError`.
    public func acquireUserLock(
        _ user: String, timeout: Duration = defaultTimeout
    ) async throws -> String? {
        try require(user, "user")
        return try await acquire(keys.absorbLock(user), timeout)
    }

    /// Lets the lock live on; returns whether it is still held with the token.
    ///
    /// - Throws: ``UploadStatusError`` if there is no user; `RedisError`.
    public func extendUserLock(
        _ user: String, token: String, timeout: Duration = defaultTimeout
    ) async throws -> Bool {
        try require(user, "user")
        let reply = try await client.run(
            .expireIfEqual, keys: [keys.absorbLock(user)],
            arguments: [token, timeout.wholeSeconds * 1000])
        return reply.intValue == 1
    }

    /// Releases the lock; returns whether it was held with the token until now.
    ///
    /// - Throws: ``UploadStatusError`` if there is no user; `RedisError`.
    @discardableResult
    public func releaseUserLock(_ user: String, token: String) async throws -> Bool {
        try require(user, "user")
        return try await release(keys.absorbLock(user), token)
    }

    /// Returns whether anyone has the lock.
    ///
    /// - Throws: ``UploadStatusError`` if there is no user; `RedisError`.
    public func userLockExists(_ user: String) async throws -> Bool {
        try require(user, "user")
        return try await client.exists(keys.absorbLock(user))
    }

    private func acquire(_ key: String, _ timeout: Duration) async throws -> String? {
        let token = UUID().uuidString.lowercased()
        do {
            let isTaken = try await client.set(
                key, token, expiry: .seconds(timeout.wholeSeconds), condition: .absent)
            return isTaken ? token : nil
        } catch {
            // It may have been taken although there is no reply; nobody would release it.
            if (error as? RedisError)?.mayHaveRun ?? true {
                let locks = self
                Task { _ = try? await locks.release(key, token) }
            }
            throw error
        }
    }

    private func release(_ key: String, _ token: String) async throws -> Bool {
        try await client.run(.deleteIfEqual, keys: [key], arguments: [token]).intValue == 1
    }
}

/// Initialization.
extension UserLocks {
    /// Takes the lock to initialize a user; returns its token, nil if another has it.
    ///
    /// - Throws: ``UploadStatusError`` if there is no user; `RedisError`.
    public func tryAcquireUserInitLock(
        _ user: String, timeout: Duration = defaultTimeout
    ) async throws -> String? {
        try require(user, "user")
        return try await acquire(keys.initLock(user), timeout)
    }

    /// Releases the lock to initialize a user; returns whether it was held with the token until now.
    ///
    /// - Throws: ``UploadStatusError`` if there is no user; `RedisError`.
    @discardableResult
    public func releaseUserInitLock(_ user: String, token: String) async throws -> Bool {
        try require(user, "user")
        return try await release(keys.initLock(user), token)
    }

    /// Returns whether a user was initialized.
    ///
    /// - Throws: ``UploadStatusError`` if there is no user; `RedisError`.
    public func isUserInitialized(_ user: String) async throws -> Bool {
        try require(user, "user")
        return try await client.exists(keys.initMark(user))
    }

    /// Remembers that a user was initialized; returns whether that is news. The mark and its end are
    /// written as one, so that none lasts for ever.
    ///
    /// - Throws: ``UploadStatusError`` if there is no user; `RedisError`.
    @discardableResult
    public func markUserInitialized(
        _ user: String, ttl: Duration = markTTL
    ) async throws -> Bool {
        try require(user, "user")
        return try await client.set(
            keys.initMark(user), "1", expiry: .seconds(ttl.wholeSeconds), condition: .absent)
    }

    /// Forgets that a user was initialized.
    ///
    /// - Throws: ``UploadStatusError`` if there is no user; `RedisError`.
    public func resetUserInitialization(_ user: String) async throws {
        try require(user, "user")
        try await client.del(keys.initMark(user))
    }

    /// Calls `body` unless the user was initialized or is being so elsewhere, and marks the user then;
    /// returns whether it was called.
    ///
    /// - Throws: ``UploadStatusError`` if there is no user; `RedisError`; what `body` throws: then the
    ///   user isn't marked, and the next may try.
    @discardableResult
    public func initializeOnce(
        _ user: String, timeout: Duration = defaultTimeout, _ body: () async throws -> Void
    ) async throws -> Bool {
        guard try await !isUserInitialized(user),
            let token = try await tryAcquireUserInitLock(user, timeout: timeout)
        else { return false }
        do {
            // Another may have done it between the look and the lock.
            let isNew = try await !isUserInitialized(user)
            if isNew {
                try await body()
                try await markUserInitialized(user)
            }
            try await releaseUserInitLock(user, token: token)
            return isNew
        } catch {
            _ = try? await releaseUserInitLock(user, token: token)
            throw error
        }
    }
}
