import ClientTestSupport
import Synchronization
import Testing

@testable import MartletClient

@Suite struct LockTests {
    @Test(arguments: ClientTarget.allCases) func oneHoldsIt(target: ClientTarget) async throws {
        try await target.withClient { test async throws in
            let lock = DistributedLock(
                test.client, key: test.key("lock"), lifetime: .seconds(3600))
            let held = try #require(try await lock.acquire())
            #expect(held.isHeld)
            #expect(try await test.client.get(lock.key) == held.token)
            #expect(try await lock.acquire() == nil)
            #expect(try await lock.acquire(waitingAtMost: .milliseconds(1)) == nil)
            try await held.check()
            #expect(await held.release())
            #expect(await !held.release())
            #expect(!held.isHeld)
            let next = try #require(try await lock.acquire())
            #expect(next.fencingNumber > held.fencingNumber)
            #expect(next.token != held.token)
            await next.release()
            #expect(try await !test.client.exists(lock.key))
        }
    }

    @Test(arguments: ClientTarget.allCases) func counts(target: ClientTarget) async throws {
        try await target.withClient { test async throws in
            let lock = DistributedLock(
                test.client, key: test.key("lock"), lifetime: .seconds(3600))
            let (client, key) = (test.client, test.key("n"))
            try await withThrowingTaskGroup { group in
                for _ in 0..<8 {
                    group.addTask {
                        let done: Void? = try await lock.withLock(waitingAtMost: .seconds(3600)) {
                            _ in
                            let number = try await client.get(key).flatMap { Int($0) } ?? 0
                            await Task.yield()
                            try await client.set(key, number + 1)
                        }
                        #expect(done != nil)
                    }
                }
                try await group.waitForAll()
            }
            #expect(try await client.get(key) == "8")
        }
    }

    /// Another took the lock over: whoever had it doesn't free it, and is told.
    @Test(arguments: ClientTarget.allCases) func lossIsTold(target: ClientTarget) async throws {
        try await target.withClient { test async throws in
            let client = test.client
            var made = DistributedLock(client, key: test.key("lock"))
            made.renewalInterval = .milliseconds(5)
            let lock = made
            let error = await redisError {
                try await lock.withLock { held in
                    try await client.set(lock.key, "another")
                    // Ends because the next renewal finds the other's token.
                    try? await Task.sleep(for: .seconds(600))
                    #expect(!held.isHeld)
                }
            }
            #expect(error?.code == .lockLost)
            #expect(try await client.get(lock.key) == "another")
        }
    }

    @Test(arguments: ClientTarget.allCases) func isRenewed(target: ClientTarget) async throws {
        try await target.withClient { test async throws in
            let client = test.client
            var lock = DistributedLock(client, key: test.key("lock"), lifetime: .seconds(900))
            lock.renewalInterval = .milliseconds(5)
            let held = try #require(try await lock.acquire())
            try await client.expire(lock.key, in: .seconds(300))
            // Renewed once it lives longer than was left.
            var left = Duration.zero
            while left <= .seconds(300) {
                guard case .after(let now) = try await client.ttl(lock.key) else { break }
                left = now
                try await Task.sleep(for: .milliseconds(1))
            }
            #expect(left > .seconds(300))
            #expect(await held.release())
        }
    }

    @Test func endsWithItsServer() async throws {
        let client = try MemoryClient()
        let lock = DistributedLock(client, key: "l", lifetime: .milliseconds(60))
        let held = try #require(try await lock.acquire())
        client.server.stop()
        await held.waitUntilOver()
        #expect(!held.isHeld)
        #expect(await !held.release())
        #expect(await redisError { try await held.check() } != nil)
    }

    @Test func cancellationReleases() async throws {
        let client = try MemoryClient()
        let lock = DistributedLock(client, key: "l")
        let held = try #require(try await lock.acquire())
        let waiter = Task { try await lock.acquire(waitingAtMost: .seconds(600)) }
        waiter.cancel()
        await #expect(throws: CancellationError.self) { try await waiter.value }
        await held.release()
        let holder = Task {
            try await lock.withLock { _ in try await Task.sleep(for: .seconds(600)) }
        }
        while try await !client.exists("l") { await Task.yield() }
        holder.cancel()
        await #expect(throws: CancellationError.self) { try await holder.value }
        #expect(try await !client.exists("l"))
    }

    @Test func keysStayInOneSlot() throws {
        for key in ["lock", "a:{b}:lock", "{b}", "{x", "a{"] {
            let lock = DistributedLock(try MemoryClient(), key: key)
            #expect(KeySlot.of(lock.fencingKey) == KeySlot.of(key), "\(key)")
        }
        #expect(LockToken.random().utf8.count == 32)
    }

    /// Neither a clock that goes back nor another server in its place makes the number smaller.
    @Test func numbersGrow() async throws {
        let clock = ManualClock()
        let client = try MemoryClient(of: Martlet.start(.inProcess.with(clock: clock)))
        let lock = DistributedLock(client, key: "l")
        var last = 0
        for step in 0..<5 {
            let held = try #require(try await lock.acquire())
            #expect(held.fencingNumber > last)
            last = held.fencingNumber
            await held.release()
            clock.set(millisecondsSince1970: 1_700_000_000_000 - step * 1000)
        }
    }

    /// A reply that was lost doesn't lock its own asker out.
    @Test func askingAgainSucceeds() async throws {
        let client = try MemoryClient()
        for _ in 0..<2 {
            let reply = try await client.run(
                LockScripts.acquire, keys: ["l", "l:fence"], arguments: ["token", 1000])
            #expect(reply.text != nil)
        }
        let other = try await client.run(
            LockScripts.acquire, keys: ["l", "l:fence"], arguments: ["other", 1000])
        #expect(other.isNull)
    }
}
