import ClientTestSupport
import MartletClient
import Testing

@testable import UploadStatus

/// Locks and marks, on every server.
@Suite struct UsersTests {
    private static let targets = ClientTarget.allCases

    @Test(arguments: targets) func oneHasTheLock(target: ClientTarget) async throws {
        try await target.withClient { test async throws in
            let locks = UserLocks(test.client)
            let key = UploadKeyScheme(isClustered: test.client.isClustered).absorbLock("")
            let user = unique("user")
            #expect(try await !locks.userLockExists(user))
            let token = try #require(
                try await locks.acquireUserLock(user, timeout: Pod.lockTimeout))
            #expect(try await locks.userLockExists(user))
            #expect(try await locks.acquireUserLock(user) == nil)
            #expect(try await locks.acquireUserLock(user + "2") != nil)
            #expect(try await locks.extendUserLock(user, token: token, timeout: Pod.lockTimeout))
            #expect(try await !locks.extendUserLock(user, token: "other"))
            #expect(try await locks.releaseUserLock(user, token: token))
            #expect(try await !locks.releaseUserLock(user, token: token))
            #expect(try await !locks.userLockExists(user))
            #expect(key.hasPrefix("mirix:lock:absorb:"))
        }
    }

    /// What locks live by default: the documents' half a minute.
    @Test func locksLiveForHalfAMinute() async throws {
        #expect(UserLocks.defaultTimeout == .seconds(30))
        #expect(TemporaryMessageAccumulator.Options().lockTimeout == .seconds(30))
    }

    /// The original deleted the key, whosever it was.
    @Test(arguments: targets) func anExpiredLockReleasesNoOther(target: ClientTarget) async throws {
        try await target.withClient { test async throws in
            let locks = UserLocks(test.client)
            let key = UploadKeyScheme(isClustered: test.client.isClustered)
            let user = unique("user")
            let first = try #require(
                try await locks.acquireUserLock(user, timeout: .seconds(3600)))
            #expect(try await test.client.ttl(key.absorbLock(user)).isAbout(3600))
            try await test.client.expire(key.absorbLock(user), in: .zero)
            let second = try #require(
                try await locks.acquireUserLock(user, timeout: Pod.lockTimeout))
            #expect(try await !locks.releaseUserLock(user, token: first))
            #expect(try await !locks.extendUserLock(user, token: first))
            #expect(try await locks.userLockExists(user))
            #expect(try await locks.releaseUserLock(user, token: second))
        }
    }

    /// The original set the mark first and its end later: after a crash between it stays for ever.
    @Test(arguments: targets) func marksEnd(target: ClientTarget) async throws {
        try await target.withClient { test async throws in
            let locks = UserLocks(test.client)
            let key = UploadKeyScheme(isClustered: test.client.isClustered)
            let user = unique("user")
            #expect(try await !locks.isUserInitialized(user))
            #expect(try await locks.markUserInitialized(user))
            #expect(try await !locks.markUserInitialized(user, ttl: .seconds(9)))
            #expect(try await locks.isUserInitialized(user))
            #expect(try await test.client.get(key.initMark(user)) == "1")
            #expect(try await test.client.ttl(key.initMark(user)).isAbout(604_800))
            try await locks.resetUserInitialization(user)
            #expect(try await !locks.isUserInitialized(user))
        }
    }

    @Test(arguments: targets) func usersAreInitializedOnce(target: ClientTarget) async throws {
        try await target.withClient { test async throws in
            let locks = UserLocks(test.client)
            let user = unique("user")
            let gate = Gate()
            let first = Task {
                try await locks.initializeOnce(user, timeout: .seconds(3600)) { await gate.pass() }
            }
            await gate.waitForArrivals(1)
            #expect(
                try await !locks.initializeOnce(user, timeout: .seconds(3600)) {
                    Issue.record("twice")
                })
            gate.open()
            #expect(try await first.value)
            #expect(
                try await !locks.initializeOnce(user, timeout: .seconds(3600)) {
                    Issue.record("twice")
                })
            #expect(try await locks.tryAcquireUserInitLock(user) != nil)
        }
    }

    @Test(arguments: targets) func whatFailsMayBeTriedAgain(target: ClientTarget) async throws {
        try await target.withClient { test async throws in
            let locks = UserLocks(test.client)
            let user = unique("user")
            await #expect(throws: ScriptedUploader.Refusal.self) {
                try await locks.initializeOnce(user, timeout: .seconds(3600)) {
                    throw ScriptedUploader.Refusal()
                }
            }
            #expect(try await locks.initializeOnce(user, timeout: .seconds(3600)) {})
            let token = try #require(
                try await locks.tryAcquireUserInitLock(user, timeout: Pod.lockTimeout))
            #expect(try await locks.tryAcquireUserInitLock(user) == nil)
            #expect(try await locks.releaseUserInitLock(user, token: token))
        }
    }
}
