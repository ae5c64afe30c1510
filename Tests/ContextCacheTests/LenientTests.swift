import ContextCache
import LayerSupport
import MartletClient
import Testing

/// The defaults at the edge.
@Suite struct LenientTests {
    /// A cache without a server and without a fallback.
    private static func broken() throws -> LenientCache {
        var options = CacheStore.Options()
        options.fallsBack = false
        let client = FlakyClient(try MemoryClient(), .away)
        return ContextCache(client, options: options).lenient
    }

    @Test func everyFunctionHasADefault() async throws {
        let cache = try Self.broken()
        #expect(await cache.get("k") == nil)
        #expect(await cache.set("k", "v") == false)
        #expect(await cache.getJSON("k") == nil)
        #expect(await cache.setJSON("k", 1) == false)
        #expect(await cache.getSet("k", "v") == nil)
        #expect(await cache.delete("k") == 0)
        #expect(await cache.exists("k") == false)
        #expect(await cache.expire("k", .seconds(1)) == false)
        #expect(await cache.ttl("k") == -2)
        #expect(await cache.incr("k") == 0)
        #expect(await cache.decr("k") == 0)
        #expect(await cache.lpush("k", "v") == 0)
        #expect(await cache.rpush("k", "v") == 0)
        #expect(await cache.lpop("k") == nil)
        #expect(await cache.rpop("k") == nil)
        #expect(await cache.lpop("k", count: 1) == nil)
        #expect(await cache.rpop("k", count: 1) == nil)
        #expect(await cache.lrange("k") == [])
        #expect(await cache.lrangeJSON("k") == [])
        #expect(await cache.rpushJSON("k", 1) == 0)
        #expect(await cache.llen("k") == 0)
        #expect(await cache.ltrim("k", 0, 1) == false)
        #expect(await cache.hget("k", "f") == nil)
        #expect(await cache.hset("k", "f", "v") == 0)
        #expect(await cache.hmset("k", ["f": "v"]) == false)
        #expect(await cache.hgetAll("k") == [:])
        #expect(await cache.hdel("k", "f") == 0)
        #expect(await cache.hlen("k") == 0)
        #expect(await cache.hexists("k", "f") == false)
        #expect(await cache.sadd("k", "m") == 0)
        #expect(await cache.srem("k", "m") == 0)
        #expect(await cache.sismember("k", "m") == false)
        #expect(await cache.scard("k") == 0)
        #expect(await cache.smembers("k") == [])
        #expect(await cache.keys() == [])
        #expect(await cache.info() == [:])
        #expect(await cache.flushDB() == false)
        #expect(await cache.acquireLock("l") == nil)
        #expect(await cache.releaseLock("l", "t") == false)
    }

    /// Defect 4: whoever has to know is told.
    @Test func theCacheItselfThrows() async throws {
        let cache = try Self.broken().cache
        await #expect(throws: RedisError.self) { try await cache.rpush("k", "v") }
        await #expect(throws: RedisError.self) { try await cache.get("k") }
    }

    @Test func answersAreThoseOfTheCache() async throws {
        let cache = ContextCache(try MemoryClient()).lenient
        #expect(await cache.set("k", "1"))
        #expect(await cache.get("k") == "1")
        #expect(await cache.incr("k") == 2)
        #expect(await cache.rpush("l", "a", "b") == 2)
        #expect(await cache.lrange("l") == ["a", "b"])
        #expect(await cache.ltrim("l", 0, 0))
        // An error of the server's is a default, too.
        #expect(await cache.llen("k") == 0)
        let token = await cache.acquireLock("l", lifetime: .seconds(20_000))
        #expect(token != nil)
        #expect(await cache.releaseLock("l", token ?? ""))
        #expect(await cache.flushDB())
    }
}
