import ClientTestSupport
import Testing

@testable import MartletClient

@Suite struct ClusterTests {
    @Test(arguments: [
        ("", 0), ("123456789", 12739), ("foo", 12182), ("{user1000}.following", 3443),
        ("{user1000}.followers", 3443), ("foo{}{bar}", 8363), ("foo{{bar}}zap", 4015),
        ("foo{bar}{zap}", 5061),
    ])
    func slots(key: String, slot: Int) {
        #expect(KeySlot.of(key) == slot)
    }

    @Test func slotsAreTheServers() async throws {
        try await ClientTarget.cluster.withClient { test async throws in
            for key in ["", "a", "{}", "}{", "{{a}}", "a{b}c{d}", "ä✓", "{x", "x}"] {
                let slot = try await test.client.send("CLUSTER", "KEYSLOT", key)
                #expect(slot.intValue == KeySlot.of(key), "\(key)")
            }
        }
    }

    @Test func keysAreFound() {
        func keys(_ words: any RedisArgument...) -> [String] {
            CommandKeys.shared.keys(
                of: RedisCommand(words[0] as? String ?? "", with: Array(words[1...]))
            )
            .map { String(decoding: $0, as: UTF8.self) }
        }
        #expect(keys("GET", "a") == ["a"])
        #expect(keys("mset", "a", 1, "b", 2) == ["a", "b"])
        #expect(keys("EVAL", "return 1", 2, "a", "b", "c") == ["a", "b"])
        #expect(keys("XREADGROUP", "GROUP", "g", "c", "STREAMS", "a", "b", ">", ">") == ["a", "b"])
        #expect(keys("XGROUP", "CREATE", "a", "g", "$") == ["a"])
        #expect(keys("OBJECT ENCODING", "a") == ["a"])
        #expect(keys("BLPOP", "a", "b", 0) == ["a", "b"])
        #expect(keys("PING") == [] && keys("NOSUCHCOMMAND", "a") == [] && keys("GET") == [])
        #expect(CommandKeys.shared.keys(of: RedisCommand(arguments: [])) == [])
    }

    @Test func routes() throws {
        #expect(try ClusterRoute(.get("foo")) == .slot(12182))
        #expect(try ClusterRoute(.del("a", "b")) == .split(.sum))
        #expect(try ClusterRoute(.mget(["{x}a", "{x}b"])) == .slot(KeySlot.of("x")))
        #expect(try ClusterRoute(.mget(["a", "b"])) == .split(.elements))
        #expect(try ClusterRoute(RedisCommand("PING")) == .any)
        #expect(try ClusterRoute(RedisCommand("script", "load", "x")) == .all(.first))
        #expect(try ClusterRoute(.publish("x", to: "foo")) == .slot(12182))
        #expect(throws: RedisError.crossSlot) { try ClusterRoute(.rename("a", to: "b")) }
        #expect(throws: RedisError.self) { try ClusterRoute(RedisCommand("SCAN", 0)) }
        #expect(try ClusterRoute.slot(of: [.get("foo"), .publish("a", to: "b")]) == 12182)
        #expect(throws: RedisError.crossSlot) { try ClusterRoute.slot(of: [.get("a"), .get("b")]) }
        let replies: [RESPValue] = [.integer(1), .error("ERR x"), .integer(2)]
        #expect(ClusterRoute.join(replies, .sum) == .error("ERR x"))
        #expect(ClusterRoute.join([.array([.null]), .array([])], .elements) == .array([.null]))
    }

    @Test func redirections() {
        let node = RedisAddress(host: "h", port: 1)
        let moved = ClusterRedirection(.error("MOVED 3999 127.0.0.1:6381"), from: node)
        #expect(moved?.isForGood == true && moved?.slot == 3999)
        #expect(moved?.address == RedisAddress(host: "127.0.0.1", port: 6381))
        let ask = ClusterRedirection(.error("ASK 5 :7000"), from: node)
        #expect(ask?.isForGood == false && ask?.address == RedisAddress(host: "h", port: 7000))
        let v6 = ClusterRedirection(.error("MOVED 5 ::1:7000"), from: node)
        #expect(v6?.address == RedisAddress(host: "::1", port: 7000))
        for text in ["ERR no", "MOVED 99999 h:1", "MOVED x h:1", "MOVED 5"] {
            #expect(ClusterRedirection(.error(text), from: node) == nil)
        }
    }

    @Test func topologies() throws {
        func range(_ first: Int64, _ last: Int64, _ host: RESPValue, _ port: Int64) -> RESPValue {
            .array([.integer(first), .integer(last), .array([host, .integer(port)])])
        }
        let node = RedisAddress(host: "h", port: 1)
        let reply = RESPValue.array([
            range(0, 99, .bulkString(Array("a".utf8)), 5), range(100, 16383, .null, 6),
        ])
        var topology = try ClusterTopology(reply, from: node)
        #expect(topology.isComplete)
        let a = RedisAddress(host: "a", port: 5)
        #expect(topology.addresses == [a, RedisAddress(host: "h", port: 6)])
        topology.move(100, to: a)
        #expect(topology.masters[100] == a)
        #expect(throws: RedisError.self) {
            try ClusterTopology(.array([range(0, 16384, .null, 6)]), from: node)
        }
        #expect(!ClusterTopology().isComplete)
    }

    @Test func theFirstTimeIsToldFromOthers() {
        let once = OnceMore()
        #expect(!once.isAgain && once.isAgain && once.isAgain)
    }

    @Test func keysMayBeAnywhere() async throws {
        try await ClientTarget.cluster.withClient { test async throws in
            let client = test.client
            #expect(client.isClustered)
            #expect(try await client.shards.count == 3)
            let keys = (0..<50).map { test.spreadKey("\($0)") }
            let replies = try await client.replies(to: keys.map { .set($0, $0) })
            #expect(replies.allSatisfy { $0 == .simpleString("OK") })
            #expect(try await client.mget(keys + ["none-\(keys[0])"]) == keys + [nil])
            #expect(try await client.count(of: keys) == 50)
            #expect(try await client.dbSize() >= 50)
            #expect(try await client.keys("\(keys[0].prefix { $0 != "{" })*").count == 50)
            #expect(try await client.replies(to: [.get(keys[0]), RedisCommand("PING")]).count == 2)
            #expect(try await client.del(keys) == 50)
            let error = await redisError { try await client.rename(keys[0], to: keys[1]) }
            #expect(error == .crossSlot)
            let other = await redisError {
                try await client.transaction([.get(keys[0]), .get(keys[1])])
            }
            #expect(other == .crossSlot)
        }
    }

    /// Slots that move under the client: MOVED, ASK and TRYAGAIN are followed.
    @Test func slotsMove() async throws {
        let cluster = try await ClusterFixture.start()
        let client = try Redis.client(cluster.url)
        let (slot, keys) = (KeySlot.of("foo"), ["{foo}1", "{foo}2", "{foo}3"])
        for key in keys { try await client.set(key, "v") }
        let owner = cluster.ports[slot / 5461]
        let target = try #require(cluster.ports[..<3].first { $0 != owner })
        let ids = try [owner, target].map { port in
            let reply = String(decoding: try cluster.ask(port, "CLUSTER", "MYID"), as: UTF8.self)
            return String(reply.split(whereSeparator: \.isNewline).last ?? "")
        }
        try cluster.ask(target, "CLUSTER", "SETSLOT", "\(slot)", "IMPORTING", ids[0])
        try cluster.ask(owner, "CLUSTER", "SETSLOT", "\(slot)", "MIGRATING", ids[1])
        let migrated = try cluster.ask(
            owner, "MIGRATE", "127.0.0.1", "\(target)", keys[0], "0", "5000")
        #expect(migrated == Array("+OK\r\n".utf8))

        #expect(try await client.get(keys[0]) == "v")
        #expect(try await client.set("{foo}new", "v"))
        #expect(try await client.transaction([.get(keys[0]), .set(keys[0], "v")]).count == 2)
        #expect(try await client.replies(to: keys.map { .get($0) }).allSatisfy { $0.text == "v" })
        // Some here, some there: it is tried until the rest has moved.
        let all = Task { try await client.mget(keys) }
        for key in keys[1...] {
            try cluster.ask(owner, "MIGRATE", "127.0.0.1", "\(target)", key, "0", "5000")
        }
        #expect(try await all.value == ["v", "v", "v"])
        for port in [target, owner] {
            try cluster.ask(port, "CLUSTER", "SETSLOT", "\(slot)", "NODE", ids[1])
        }
        for key in keys { #expect(try await client.get(key) == "v") }
        try await client.transaction(watching: [keys[0]]) { session in
            let value = try await session.get(keys[0])
            return [.set(keys[0], (value ?? "") + "w")]
        }
        #expect(try await client.get(keys[0]) == "vw")
        await client.close()
        cluster.stop()
    }

    /// A master that is handed over, and one that crashes: commands go on at its replica.
    @Test func mastersChange() async throws {
        let cluster = try await ClusterFixture.start()
        var options = RedisOptions()
        options.connectTimeout = .seconds(30)
        let client = try Redis.client(cluster.url, options: options)
        let keys = (0..<30).map { "key:\($0)" }
        for key in keys { try await client.set(key, "v") }
        let news = try await client.subscribe(toShardChannels: ["foo"])
        #expect(try await client.send("CLUSTER", "KEYSLOT", "foo").intValue == 12182)

        try cluster.ask(cluster.ports[3], "CLUSTER", "FAILOVER")
        try await cluster.untilMaster(cluster.ports[3])
        for key in keys { #expect(try await client.get(key) == "v") }

        for key in keys {
            let replies = try await client.replies(to: [
                .set(key, "w"), .wait(replicas: 1, timeout: .seconds(5)),
            ])
            #expect(replies.count == 2)
        }
        try cluster.kill(port: cluster.ports[2])
        for key in keys {
            // What was on its way when the node ended may fail once.
            let error = await redisError { try await client.incr("n:\(key)") }
            #expect(error?.mayHaveRun ?? true)
        }
        for key in keys { #expect(try await client.get(key) == "w") }
        var events = news.makeAsyncIterator()
        #expect(try await events.next() == .gap)
        let publisher = Task {
            while !Task.isCancelled {
                _ = try? await client.publish("x", toShardChannel: "foo")
                try? await Task.sleep(for: .milliseconds(5))
            }
        }
        let message = RedisMessage(channel: "foo", bytes: Array("x".utf8))
        var event = try await events.next()
        while event == .gap { event = try await events.next() }
        #expect(event == .message(message))
        publisher.cancel()
        await client.close()
        cluster.stop()
    }
}
