import ContextCache
import LayerSupport
import MartletClient
import Testing

@Suite struct CacheLockTests {
    @Test(arguments: CacheTarget.allCases) func oneHasIt(target: CacheTarget) async throws {
        try await target.withCache { cache, _ async throws in
            let start = try await cache.serverTime()
            let token = try #require(try await cache.acquireLock("l", lifetime: .seconds(20_000)))
            #expect(token.count == 36 && token.split(separator: "-").count == 5)
            #expect(try await cache.get("lock:l") == token)
            #expect(try await cache.expires("lock:l", inSeconds: 20_000, since: start))
            #expect(try await cache.acquireLock("l", waitingAtMost: .zero) == nil)
            #expect(try await cache.extendLock("l", token, lifetime: .seconds(60_000)))
            #expect(try await cache.expires("lock:l", inSeconds: 60_000, since: start))
            #expect(try await cache.releaseLock("l", token))
            #expect(try await cache.releaseLock("l", token) == false)
            #expect(try await cache.extendLock("l", token) == false)
            #expect(try await cache.acquireLock("l", waitingAtMost: .zero) != nil)
        }
    }

    /// Defect 2: a holder whose time was over releases nobody else's lock.
    @Test(arguments: CacheTarget.allCases)
    func onlyTheOwnerReleases(target: CacheTarget) async throws {
        try await target.withCache { cache, _ async throws in
            let life = Duration.seconds(20_000)
            let first = try #require(try await cache.acquireLock("l", lifetime: life))
            try await cache.delete("lock:l")  // its time is over
            let second = try #require(try await cache.acquireLock("l", lifetime: life))
            #expect(try await cache.releaseLock("l", first) == false)
            #expect(try await cache.get("lock:l") == second)
        }
    }

    @Test(arguments: CacheTarget.allCases) func whoeverWaitsGetsIt(target: CacheTarget) async throws
    {
        let clock = ManualLayerClock()
        try await target.withCache(clock: clock) { cache, _ async throws in
            let token = try #require(try await cache.acquireLock("l", lifetime: .seconds(20_000)))
            let waiter = Task {
                try await cache.acquireLock(
                    "l", lifetime: .seconds(20_000), waitingAtMost: .seconds(5))
            }
            await clock.waitForSleepers(1)
            try await cache.releaseLock("l", token)
            clock.advance(by: .milliseconds(100))
            #expect(try await waiter.value != nil)

            let late = Task { try await cache.acquireLock("l", waitingAtMost: .seconds(5)) }
            await clock.waitForSleepers(1)
            clock.advance(by: .seconds(6))
            #expect(try await late.value == nil)
        }
    }
}
