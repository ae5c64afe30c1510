import ClientTestSupport
@testable import ContextCache
import LayerSupport
import MartletClient
import Testing

@Suite struct StoreTests {
    @Test func pausesGrow() {
        var recovery = Recovery(
            backoff: RedisBackoff(initial: .seconds(1), limit: .seconds(3)))
        #expect(recovery.begin(at: 0) == .server)
        recovery.failed(at: 0, chance: 1)
        // Of operations that fail together, only the first counts.
        recovery.failed(at: 0, chance: 1)
        #expect(recovery.attempts == 1 && !recovery.isConnected)
        #expect(recovery.begin(at: 0.9) == .local)
        #expect(recovery.begin(at: 1) == .recover)
        #expect(recovery.begin(at: 1) == .local)
        recovery.failed(at: 1, chance: 0)
        #expect(recovery.begin(at: 1.9) == .local && recovery.begin(at: 2) == .recover)
        recovery.failed(at: 2, chance: 1)
        #expect(recovery.begin(at: 4.9) == .local && recovery.begin(at: 5) == .recover)
        recovery.connected()
        #expect(recovery.begin(at: 5) == .server && recovery.attempts == 0)
        recovery.failed(at: 5, chance: 1)
        recovery.retryNow()
        #expect(recovery.begin(at: 5) == .recover)
    }

    @Test func enginesAreTakenWhenNobodyUsesThem() throws {
        var engines = LocalEngines()
        let first = try engines.begin()
        #expect(try engines.begin() === first)
        #expect(engines.end(first) == false)
        engines.retire()
        #expect(engines.take() == nil)
        let second = try engines.begin()
        #expect(second !== first)
        #expect(engines.end(first) == true)
        #expect(engines.take() === first)
        engines.putBack(first)
        #expect(engines.clients.count == 2)
        #expect(engines.take() === first && engines.take() == nil)
        #expect(engines.end(second) == false && !engines.isEmpty)
    }

    /// Defect 5: a server that was away is used again.
    @Test func theServerIsUsedAgain() async throws {
        let clock = ManualLayerClock()
        try await CacheTarget.server(.memory).withCache(clock: clock) {
            cache, client async throws in
            try await cache.set("k", "old")
            client.become(.away)
            #expect(try await cache.get("k") == nil)
            #expect(try await cache.set("k", "local"))
            #expect(try await cache.get("k") == "local")
            #expect(!cache.store.isConnected)

            // It is left alone for a while, and then tried once.
            let count = client.commands.count
            #expect(try await cache.get("k") == "local")
            #expect(client.commands.count == count)
            clock.advance(by: .seconds(1))
            #expect(try await cache.get("k") == "local")
            #expect(client.commands.count == count + 1)

            client.become(.there)
            clock.advance(by: .seconds(60))
            // What was cached meanwhile may be out of date.
            #expect(try await cache.get("k") == "old")
            #expect(cache.store.isConnected)
        }
    }

    @Test func recoveryCanBeAskedFor() async throws {
        try await CacheTarget.server(.memory).withCache { cache, client async throws in
            #expect(await cache.store.recover())
            client.become(.away)
            _ = try await cache.get("k")
            #expect(await cache.store.recover() == false)
            client.become(.there)
            #expect(await cache.store.recover())
            #expect(cache.store.isConnected)
        }
    }

    /// What can be done twice is asked once more after a time-out, what can't is not.
    @Test func timeoutsAreRepeatedWhereItDoesNoHarm() async throws {
        var options = CacheStore.Options()
        options.fallsBack = false
        let client = FlakyClient(try MemoryClient(), .mute)
        let cache = ContextCache(client, options: options)
        await #expect(throws: RedisError.self) { try await cache.get("k") }
        #expect(client.commands == ["GET", "GET"])
        await #expect(throws: RedisError.self) { try await cache.incr("n") }
        #expect(client.commands == ["GET", "GET", "INCRBY"])
    }

    /// What isn't moved stays here until it can be.
    @Test func movesAreRepeated() async throws {
        let clock = ManualLayerClock()
        try await CacheTarget.server(.memory).withCache(clock: clock) {
            cache, client async throws in
            cache.store.onRecovery("test") { local, server in
                guard let value = try await local.get("kept") else { return }
                try await server.set("kept", value)
            }
            client.become(.away)
            _ = try await cache.store.run { try await $0.set("kept", "v") }
            cache.store.onRecovery("a failure") { _, server in
                client.become(.away)
                try await server.ping()
            }
            client.become(.there)
            #expect(await cache.store.recover() == false)
            cache.store.onRecovery("a failure") { _, _ in }
            client.become(.there)
            #expect(await cache.store.recover())
            #expect(try await client.get("kept") == "v")
        }
    }

    /// What stands on the server is moved, although no replica has it: else a shard without replicas
    /// would keep the server away for good.
    @Test func movesNeedNoReplica() async throws {
        var options = RedisOptions()
        options.writeConcern = RedisWriteConcern(replicas: 1, timeout: .milliseconds(5))
        try await ClientTarget.redis.withClient(options: options) { test async throws in
            let server = SwitchedClient(test.client)
            let store = CacheStore(server)
            let chats = ChatBuffer(ContextCache(store)) { _ in }
            server.isAway = true
            try await chats.push("user", "hello", to: ChatID(user: "1"))
            #expect(!store.isConnected)
            server.isAway = false
            #expect(await store.recover())
            #expect(try await chats.length(of: ChatID(user: "1")) == 1 && store.isConnected)
        }
    }
}
