import ContextCache
import LayerSupport
import MartletClient
import Testing

/// The whole interface, on each target.
@Suite struct ContextCacheTests {
    @Test(arguments: CacheTarget.allCases) func values(target: CacheTarget) async throws {
        try await target.withCache { cache, _ async throws in
            let start = try await cache.serverTime()
            #expect(try await cache.get("k") == nil)
            #expect(try await cache.set("k", "你好"))
            #expect(try await cache.get("k") == "你好")
            #expect(try await cache.expires("k", inSeconds: 3600, since: start))
            #expect(try await cache.set("k", "w", ttl: .seconds(7000), condition: .absent) == false)
            #expect(try await cache.set("k", "w", ttl: .seconds(7000), condition: .present))
            #expect(try await cache.expires("k", inSeconds: 7000, since: start))
            // Defect 14: a new value without a time to live has none.
            #expect(try await cache.set("k", "x", ttl: .zero))
            #expect(try await cache.ttl("k") == -1)
            #expect(try await cache.with(defaultTTL: .seconds(60)).set("k", "x"))
            #expect(try await cache.expires("k", inSeconds: 60, since: start))
            #expect(try await cache.getSet("k", "y") == "x")
            #expect(try await cache.getSet("new", "y") == nil)
            #expect(try await cache.exists("k"))
            #expect(try await cache.expire("k", .seconds(9)))
            #expect(try await cache.expire("missing", .seconds(9)) == false)
            #expect(try await cache.delete("k", "new", "missing") == 2)
            #expect(try await cache.exists("k") == false)
            #expect(try await cache.ttl("k") == -2)
            #expect(try await cache.set("bytes", [0, 255, 10]))
            #expect(try await cache.getBytes("bytes") == [0, 255, 10])
        }
    }

    @Test(arguments: CacheTarget.allCases) func json(target: CacheTarget) async throws {
        try await target.withCache { cache, _ async throws in
            let value: JSONValue = ["名": ["é", 1, 1.0, nil], "b": true]
            #expect(try await cache.setJSON("k", value))
            #expect(try await cache.get("k") == "{\"名\": [\"é\", 1, 1.0, null], \"b\": true}")
            #expect(try await cache.getJSON("k") == value)
            try await cache.set("k", "{no json")
            #expect(try await cache.getJSON("k") == nil)
            #expect(try await cache.getJSON("missing") == nil)
            #expect(try await cache.rpushJSON("l", ["a": 1], "二") == 2)
            try await cache.rpush("l", "{no json")
            #expect(try await cache.lpushJSON("l", nil) == 4)
            #expect(try await cache.lrangeJSON("l") == [nil, ["a": 1], "二", "{no json"])
            #expect(try await cache.hsetJSON("h", "f", [1]) == 1)
            #expect(try await cache.hgetJSON("h", "f") == [1])
            #expect(try await cache.hgetJSON("h", "g") == nil)
            try await cache.hset("h", "t", "{")
            #expect(try await cache.hgetAllJSON("h") == ["f": [1], "t": "{"])
        }
    }

    @Test(arguments: CacheTarget.allCases) func lists(target: CacheTarget) async throws {
        try await target.withCache { cache, _ async throws in
            let start = try await cache.serverTime()
            #expect(try await cache.rpush("l", "a", "b", "c") == 3)
            #expect(try await cache.lpush("l", "y", "x") == 5)
            #expect(try await cache.rpush("l") == 0)
            #expect(try await cache.lpush("l") == 0)
            #expect(try await cache.lrange("l") == ["x", "y", "a", "b", "c"])
            // Defect 14: indexes count from the end too.
            #expect(try await cache.lrange("l", -2, -1) == ["b", "c"])
            #expect(try await cache.llen("l") == 5)
            #expect(try await cache.lpop("l") == "x")
            #expect(try await cache.lpop("l", count: 2) == ["y", "a"])
            #expect(try await cache.rpop("l") == "c")
            #expect(try await cache.rpop("l", count: 5) == ["b"])
            #expect(try await cache.lpop("l") == nil)
            #expect(try await cache.rpop("l") == nil)
            #expect(try await cache.lpop("l", count: 2) == nil)
            #expect(try await cache.rpop("l", count: 2) == nil)
            try await cache.rpush("l", ["a", "b", "a", "c", "a"])
            // Defect 8: there is an lrem.
            #expect(try await cache.lrem("l", -1, "a") == 1)
            #expect(try await cache.lrem("l", 0, "a") == 2)
            try await cache.ltrim("l", 1, -1)
            #expect(try await cache.lrange("l") == ["c"])
            #expect(try await cache.rpushExpireLlen("l", "d", ttl: .seconds(50)) == 2)
            #expect(try await cache.expires("l", inSeconds: 50, since: start))
        }
    }

    @Test(arguments: CacheTarget.allCases) func hashes(target: CacheTarget) async throws {
        try await target.withCache { cache, _ async throws in
            #expect(try await cache.hset("h", "a", "1") == 1)
            #expect(try await cache.hset("h", "a", "2") == 0)
            #expect(try await cache.hget("h", "a") == "2")
            #expect(try await cache.hget("h", "z") == nil)
            #expect(try await cache.hmset("h", ["b": "3", "c": "4"]))
            #expect(try await cache.hmset("h", [:]) == false)
            #expect(try await cache.hgetAll("h") == ["a": "2", "b": "3", "c": "4"])
            #expect(try await cache.hgetAll("none") == [:])
            #expect(try await cache.hlen("h") == 3)
            #expect(try await cache.hexists("h", "b"))
            #expect(try await cache.hdel("h", "a", "b", "z") == 2)
            #expect(try await cache.hdel("h") == 0)
            #expect(try await cache.hkeys("h") == ["c"])
            #expect(try await cache.hvals("h") == ["4"])
            #expect(try await cache.hincr("h", "n", by: 3) == 3)
        }
    }

    @Test(arguments: CacheTarget.allCases) func sets(target: CacheTarget) async throws {
        try await target.withCache { cache, _ async throws in
            #expect(try await cache.sadd("s", "a", "b", "a") == 2)
            #expect(try await cache.sadd("s") == 0)
            #expect(try await cache.srem("s") == 0)
            #expect(try await cache.sismember("s", "a"))
            #expect(try await cache.smembers("s") == ["a", "b"])
            #expect(try await cache.scard("s") == 2)
            #expect(try await cache.srem("s", "a", "z") == 1)
            #expect(try await cache.smembers("none") == [])
            #expect(try await cache.zadd("z", ["a": 1, "b": 2.5]) == 2)
            #expect(try await cache.zadd("z", [:]) == 0)
            #expect(
                try await cache.zrangebyscore("z", from: .excluding(1)).map(\.score) == [2.5])
            #expect(try await cache.zscore("z", "b") == 2.5)
            #expect(try await cache.zscore("z", "c") == nil)
            #expect(try await cache.zrem("z", "a") == 1)
            #expect(try await cache.zcard("z") == 1)
        }
    }

    @Test(arguments: CacheTarget.allCases) func counters(target: CacheTarget) async throws {
        try await target.withCache { cache, client async throws in
            #expect(try await cache.incr("n") == 1)
            #expect(try await cache.incr("n", by: 5) == 6)
            #expect(try await cache.decr("n") == 5)
            #expect(try await cache.decr("n", by: 10) == -5)
            // Nobody is asked for a sign of life before a command (defect 6).
            #expect(!client.commands.contains("PING"))
        }
    }

    @Test(arguments: CacheTarget.allCases) func server(target: CacheTarget) async throws {
        try await target.withCache { cache, client async throws in
            for name in ["a:1", "a:2", "a[1]*"] { try await cache.set(name, "x") }
            #expect(try await cache.keys("a:*") == ["a:1", "a:2"])
            #expect(try await cache.keys() == ["a:1", "a:2", "a[1]*"])
            #expect(try await cache.info()["redis_version"] != nil)
            let add = RedisScript("return redis.call('APPEND', KEYS[1], ARGV[1])")
            #expect(try await cache.run(add, keys: ["a:1"], arguments: ["yz"]) == .integer(3))
            let key = cache.keys.key("a:1")
            let replies = try await cache.pipeline([.append("!", to: key), .get(key)])
            #expect(replies.map(\.intValue) == [4, nil] && replies.last?.text == "xyz!")
            #expect(try await cache.pipeline([.get(key)], isTransaction: false).count == 1)
            #expect(try await cache.removeAll() == 3)
            #expect(try await cache.keys() == [])
            // Defect 10: the server never has to look at all keys at once.
            #expect(!client.commands.contains("KEYS"))
        }
    }

    @Test(arguments: CacheTarget.allCases) func messages(target: CacheTarget) async throws {
        try await target.withCache { cache, _ async throws in
            let news = try await cache.subscribe(to: "news")
            defer { news.cancel() }
            try await cache.publish("hello", to: "news")
            var iterator = news.makeAsyncIterator()
            guard case .message(let message) = try await iterator.next() else {
                Issue.record("there is no message")
                return
            }
            #expect(message.channel == cache.keys.key("news"))
            #expect(message.bytes == Array("hello".utf8))
        }
    }

    @Test(arguments: CacheTarget.allCases) func flushing(target: CacheTarget) async throws {
        guard "\(target)" != "Redis Cluster" else { return }
        try await target.withCache { cache, _ async throws in
            try await cache.set("k", "v")
            try await cache.flushDB()
            #expect(try await cache.exists("k") == false)
            #expect(await cache.isConnected() == ("\(target)" != "fallback"))
        }
    }

    /// What the server refuses is no reason to do it elsewhere.
    @Test(arguments: CacheTarget.allCases) func errorsAreThrown(target: CacheTarget) async throws {
        try await target.withCache { cache, _ async throws in
            try await cache.set("k", "v")
            let error = await #expect(throws: RedisError.self) { try await cache.llen("k") }
            #expect(error?.code == .wrongType)
            #expect(try await cache.get("k") == "v")
        }
    }
}
