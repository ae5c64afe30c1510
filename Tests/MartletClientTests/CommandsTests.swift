import ClientTestSupport
import MartletClient
import Testing

/// The calls for the common commands: each on every server.
@Suite struct CommandsTests {
    @Test(arguments: ClientTarget.allCases) func strings(target: ClientTarget) async throws {
        try await target.withClient { test async throws in
            let (client, key) = (test.client, test.key("s"))
            #expect(try await client.get(key) == nil)
            #expect(try await client.set(key, "käse"))
            #expect(try await client.get(key) == "käse")
            #expect(try await !client.set(key, "x", condition: .absent))
            #expect(try await client.set(key, [0, 255, 13, 10], condition: .present))
            #expect(try await client.getBytes(key) == [0, 255, 13, 10])
            #expect(try await client.getSet(key, "5", expiry: .seconds(100)) != nil)
            #expect(try await client.ttl(key) > .seconds(90))
            #expect(try await client.set(key, "5", expiry: .keep))
            #expect(try await client.ttl(key) > .seconds(90))
            #expect(try await client.incr(key) == 6)
            #expect(try await client.incr(key, by: 10) == 16)
            #expect(try await client.decr(key, by: 20) == -4)
            #expect(try await client.append("0", to: key) == 3)
            #expect(try await client.mget([key, test.key("none")]) == ["-40", nil])
            #expect(try await client.mget([]) == [])
            try await client.mset([(test.key("m1"), 1), (test.key("m2"), 2.5)])
            #expect(try await client.mget([test.key("m1"), test.key("m2")]) == ["1", "2.5"])
            #expect(try await client.getDel(key) == "-40")
            #expect(try await client.getDel(key) == nil)
        }
    }

    @Test(arguments: ClientTarget.allCases) func keys(target: ClientTarget) async throws {
        try await target.withClient { test async throws in
            let (client, key) = (test.client, test.key("k"))
            #expect(try await client.ttl(key) == .missing)
            #expect(try await client.type(of: key) == nil)
            try await client.set(key, "v")
            #expect(try await client.exists(key))
            #expect(try await client.ttl(key) == .never)
            #expect(try await client.type(of: key) == "string")
            #expect(try await client.expire(key, in: .milliseconds(99_500)))
            #expect(try await client.ttl(key) > .seconds(90))
            #expect(try await client.persist(key))
            #expect(try await client.expire(key, atMillisecondsSince1970: 9_999_999_999_999))
            try await client.rename(key, to: test.key("l"))
            #expect(try await !client.exists(key))
            #expect(try await client.count(of: [key, test.key("l"), test.key("l")]) == 2)
            #expect(try await client.expire(test.key("l"), in: .zero))
            #expect(try await client.del(key, test.key("l")) == 0)
            await #expect(throws: RedisError(code: .generic, message: "no such key")) {
                try await client.rename(key, to: test.key("l"))
            }
        }
    }

    @Test(arguments: ClientTarget.allCases) func lists(target: ClientTarget) async throws {
        try await target.withClient { test async throws in
            let (client, key) = (test.client, test.key("l"))
            #expect(try await client.rpush(key, "a", "b", 3) == 3)
            #expect(try await client.lpush(key, "z") == 4)
            #expect(try await client.lrange(key) == ["z", "a", "b", "3"])
            #expect(try await client.lrangeBytes(key, -1) == [[UInt8(ascii: "3")]])
            #expect(try await client.llen(key) == 4)
            #expect(try await client.lindex(key, 1) == "a")
            #expect(try await client.lindex(key, 9) == nil)
            try await client.ltrim(key, 0, 2)
            #expect(try await client.lrem(key, "a") == 1)
            #expect(try await client.lpop(key) == "z")
            #expect(try await client.rpop(key, count: 5) == ["b"])
            #expect(try await client.lpop(key, count: 5) == [])
            #expect(try await client.rpop(key) == nil)
            try await client.rpush(key, "x", "y")
            let other = test.key("other")
            #expect(try await client.lmove(key, .left, to: other, .right) == "x")
            #expect(try await client.blmove(key, .left, to: other, .right) == "y")
            let none = try await client.blmove(
                key, .left, to: other, .right, timeout: .milliseconds(1))
            #expect(none == nil)
            #expect(try await client.blpop(other)! == (other, "x"))
            #expect(try await client.brpop(key, other, timeout: .seconds(5))! == (other, "y"))
            #expect(try await client.brpop(key, timeout: .zero) == nil)
        }
    }

    @Test(arguments: ClientTarget.allCases) func hashes(target: ClientTarget) async throws {
        try await target.withClient { test async throws in
            let (client, key) = (test.client, test.key("h"))
            #expect(try await client.hgetAll(key) == [:])
            #expect(try await client.hset(key, "a", "1"))
            #expect(try await client.hset(key, [("a", 2), ("b", [255 as UInt8]), ("n", 5)]) == 2)
            #expect(try await client.hset(key, []) == 0)
            #expect(try await !client.hsetnx(key, "a", "3"))
            #expect(try await client.hget(key, "a") == "2")
            #expect(try await client.hget(key, "x") == nil)
            #expect(try await client.hgetBytes(key, "b") == [255])
            #expect(try await client.hmget(key, ["a", "x"]) == ["2", nil])
            #expect(
                try await client.hgetAllBytes(key)
                    == ["a": Array("2".utf8), "b": [255], "n": Array("5".utf8)])
            #expect(try await client.hincr(key, "n", by: -2) == 3)
            #expect(try await client.hlen(key) == 3)
            #expect(try await client.hstrlen(key, "b") == 1)
            #expect(try await client.hexists(key, "n"))
            #expect(try await client.hdel(key, "b", "x") == 1)
            #expect(try await client.hkeys(key).sorted() == ["a", "n"])
            #expect(try await client.hvals(key).sorted() == ["2", "3"])
        }
    }

    @Test(arguments: ClientTarget.allCases) func sets(target: ClientTarget) async throws {
        try await target.withClient { test async throws in
            let (client, key) = (test.client, test.key("set"))
            #expect(try await client.sadd(key, "a", "b", "a") == 2)
            #expect(try await client.sismember(key, "a"))
            #expect(try await !client.sismember(key, "x"))
            #expect(try await client.srem(key, "a", "x") == 1)
            #expect(try await client.smembers(key) == ["b"])
            #expect(try await client.scard(key) == 1)
        }
    }

    @Test(arguments: ClientTarget.allCases) func sortedSets(target: ClientTarget) async throws {
        try await target.withClient { test async throws in
            let (client, key) = (test.client, test.key("z"))
            #expect(try await client.zadd(key, "a", score: 1))
            let members = [ScoredMember("b", score: 2.5), ScoredMember("c", score: .infinity)]
            #expect(try await client.zadd(key, members) == 2)
            #expect(try await client.zcard(key) == 3)
            #expect(try await client.zrange(key).map(\.member) == ["a", "b", "c"])
            #expect(try await client.zrange(key, 0, 0, reversed: true) == [members[1]])
            #expect(try await client.zrangebyscore(key, from: .excluding(1)) == members)
            #expect(try await client.zrangebyscore(key, offset: 1, count: 1) == [members[0]])
            #expect(try await client.zcount(key, to: .including(2.5)) == 2)
            #expect(try await client.zscore(key, "b") == 2.5)
            #expect(try await client.zscore(key, "x") == nil)
            #expect(try await client.zrank(key, "c") == 2)
            #expect(try await client.zrank(key, "x") == nil)
            #expect(try await client.zincr(key, "b", by: 0.25) == 2.75)
            #expect(try await client.zpopmin(key).map(\.member) == ["a"])
            #expect(try await client.zremrangebyscore(key, to: .excluding(3)) == 1)
            #expect(try await client.zrem(key, "c", "x") == 1)
        }
    }

    @Test(arguments: ClientTarget.allCases) func streams(target: ClientTarget) async throws {
        try await target.withClient { test async throws in
            let (client, key) = (test.client, test.key("x"))
            #expect(try await client.xadd(key, [("n", 1), ("s", "eins")], id: "1-1") == "1-1")
            let id = try await client.xadd(
                key, [("n", [255 as UInt8])], trimming: .approximateMaxLength(1000))
            let entries = try await client.xrange(key)
            #expect(entries.map(\.id) == ["1-1", id])
            #expect(entries[0]["s"] == "eins" && entries[1].bytes(of: "n") == [255])
            #expect(entries[0]["none"] == nil)
            #expect(try await client.xrevrange(key, count: 1) == [entries[1]])
            #expect(try await client.xlen(key) == 2)
            #expect(try await client.xread(key, after: "1-1") == [entries[1]])
            #expect(try await client.xread(key, after: id) == [])
            let none = try await client.xread(
                key, after: "$", count: 5, block: .atMost(.milliseconds(1)))
            #expect(none == [])
            #expect(try await client.xinfoStream(key)["last-generated-id"]?.text == id)

            #expect(try await client.xgroupCreate(key, group: "g", after: "0"))
            #expect(try await !client.xgroupCreate(key, group: "g"))
            let got = try await client.xreadgroup(key, group: "g", consumer: "c", count: 1)
            #expect(got == [entries[0]])
            #expect(try await client.xack(key, group: "g", "1-1") == 1)
            let rest = try await client.xreadgroup(
                key, group: "g", consumer: "c", block: .forever)
            #expect(rest == [entries[1]])
            let (next, claimed) = try await client.xautoclaim(
                key, group: "g", consumer: "d", minIdle: .zero)
            #expect(next == "0-0" && claimed == [entries[1]])
            #expect(try await client.xtrim(key, .maxLength(1)) == 1)
            #expect(try await client.xdel(key, id, "9-9") == 1)
        }
    }

    @Test(arguments: ClientTarget.allCases) func server(target: ClientTarget) async throws {
        try await target.withClient { test async throws in
            let client = test.client
            try await client.ping()
            #expect(try await client.info("server")["redis_version"] == "7.0.15")
            #expect(try await client.info()["connected_clients"] != nil)
            #expect(try await client.serverMillisecondsSince1970() > 1_600_000_000_000)
            #expect(try await client.publish("x", to: test.key("nobody")) == 0)
            #expect(try await client.publish("x", toShardChannel: test.key("nobody")) == 0)
        }
    }

    /// 3 MB, and what is no text.
    @Test(arguments: ClientTarget.allCases) func values(target: ClientTarget) async throws {
        try await target.withClient { test async throws in
            let bytes = (0..<3_000_000).map { UInt8(truncatingIfNeeded: $0 &* 7) }
            try await test.client.set(test.key("schlüssel ✓"), bytes)
            #expect(try await test.client.getBytes(test.key("schlüssel ✓")) == bytes)
        }
    }

    @Test func durationsAreRoundedUp() {
        let command = RedisCommand.set("k", "v", expiry: .after(.microseconds(1)))
        #expect(command.arguments.suffix(2) == [Array("PX".utf8), Array("1".utf8)])
        #expect(RedisCommand.expire("k", in: .seconds(5)).name == "EXPIRE")
        #expect(RedisCommand.expire("k", in: .milliseconds(5)).name == "PEXPIRE")
    }
}

extension TTL {
    fileprivate static func > (ttl: TTL, least: Duration) -> Bool {
        if case .after(let duration) = ttl { duration > least } else { false }
    }
}
