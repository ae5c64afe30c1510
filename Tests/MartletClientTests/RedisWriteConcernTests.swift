import ClientTestSupport
import MartletClient
import Testing

/// Writes that have to stand on replicas.
@Suite struct RedisWriteConcernTests {
    private static func options(
        replicas: Int, timeout: Duration = .seconds(20)
    ) -> RedisOptions {
        var options = RedisOptions()
        options.writeConcern = RedisWriteConcern(replicas: replicas, timeout: timeout)
        return options
    }

    private static let short = "the write stands on 0 replicas only, not on 1"

    /// What was written is there all the same, and what only reads isn't asked.
    @Test(arguments: [ClientTarget.martlet, .martletSocket, .redis, .redisRESP2])
    func serverWithoutReplicas(target: ClientTarget) async throws {
        let options = Self.options(replicas: 1, timeout: .milliseconds(5))
        try await target.withClient(options: options) { test async throws in
            let (client, key) = (test.client, test.key("k"))
            let script = RedisScript("return redis.call('SET', KEYS[1], ARGV[1])")
            let writes: [@Sendable () async throws -> Void] = [
                { _ = try await client.set(key, "0") },
                { _ = try await client.replies(to: [.get(key), .set(key, "1")]) },
                { _ = try await client.transaction([.set(key, "2"), .get(key)]) },
                { _ = try await client.run(script, keys: [key], arguments: ["3"]) },
                {
                    try await client.withSession(for: key) { session async throws in
                        _ = try await session.set(key, "4")
                    }
                },
                { _ = try await client.transaction(watching: [key]) { _ in [.set(key, "5")] } },
            ]
            for (number, operation) in writes.enumerated() {
                let error = await redisError(of: operation)
                #expect(error?.code == .notReplicated)
                #expect(error?.message == Self.short)
                #expect(error?.mayHaveRun == true)
                #expect(error?.isUnavailable == false)
                #expect(try await client.get(key) == "\(number)")
            }
        }
    }

    /// What was taken out of a list isn't lost with the error.
    @Test(arguments: [ClientTarget.martlet, .redis])
    func elementsThatWereTaken(target: ClientTarget) async throws {
        let options = Self.options(replicas: 1, timeout: .milliseconds(5))
        try await target.withClient(options: options) { test async throws in
            let (client, key) = (test.client, test.key("q"))
            _ = await redisError { try await client.rpush(key, "a", "b", "c", "d") }
            let popped = await redisError { try await client.lpop(key) }
            #expect(popped?.code == .notReplicated && popped?.replies.map(\.text) == ["a"])
            let waited = await redisError { try await client.blpop(key) }
            let parts = waited?.replies.first?.elements ?? []
            #expect(waited?.code == .notReplicated && parts.map(\.text) == [key, "b"])
            let batch = await redisError {
                try await client.replies(to: [.llen(key), .lpop(key, count: 2)])
            }
            #expect(batch?.replies.first == .integer(2) && batch?.replies.count == 2)
            #expect(batch?.replies.last?.elements?.map(\.text) == ["c", "d"])
            #expect(try await client.llen(key) == 0)
        }
    }

    /// What wrote nothing needs no replica.
    @Test(arguments: [ClientTarget.martlet, .redis])
    func refusedWrites(target: ClientTarget) async throws {
        let options = Self.options(replicas: 1, timeout: .milliseconds(5))
        try await target.withClient(options: options) { test async throws in
            let (client, key) = (test.client, test.key("k"))
            _ = await redisError { try await client.set(key, "text") }
            let error = await redisError { try await client.rpush(key, "a") }
            #expect(error?.code == .wrongType)
            #expect(
                try await client.blpop(test.key("empty"), timeout: .milliseconds(1)) == nil)
            try await client.withSession(for: key) { session async throws in
                try await session.send("WATCH", key)
                _ = await redisError { try await client.set(key, "other") }
                #expect(try await session.execute([.set(key, "lost")]) == nil)
            }
            #expect(try await client.get(key) == "other")
        }
    }

    @Test func clusterConfirms() async throws {
        let options = Self.options(replicas: 1)
        try await ClientTarget.cluster.withClient(options: options) { test async throws in
            let (client, key) = (test.client, test.key("k"))
            try await withThrowingTaskGroup { group in
                for number in 0..<20 {
                    group.addTask { try await client.set(test.spreadKey("\(number)"), "v") }
                }
                try await group.waitForAll()
            }
            try await client.transaction([.set(key, "1"), .incr(key)])
            #expect(try await client.get(key) == "2")
            #expect(try await client.replies(to: [.incr(key), .incr(key)]).count == 2)
            let pop = Task { try await client.blpop(test.key("q"))?.value }
            try await client.rpush(test.key("q"), "a")
            #expect(try await pop.value == "a")
        }
    }

    @Test func twoReplicasAreMoreThanThereAre() async throws {
        let options = Self.options(replicas: 2, timeout: .milliseconds(300))
        try await ClientTarget.cluster.withClient(options: options) { test async throws in
            let error = await redisError { try await test.client.set(test.key("k"), "v") }
            #expect(error?.code == .notReplicated)
            #expect(error?.message == "the write stands on 1 replicas only, not on 2")
        }
    }

    /// Whoever cancels a wait has taken nothing.
    @Test func cancelledWaits() async throws {
        let options = Self.options(replicas: 1)
        try await ClientTarget.cluster.withClient(options: options) { test async throws in
            let (client, key) = (test.client, test.key("q"))
            let pop = Task { try await client.blpop(key) }
            pop.cancel()
            await #expect(throws: CancellationError.self) { try await pop.value }
            try await client.rpush(key, "kept")
            #expect(try await client.lrange(key).count == 1)
        }
    }

    @Test func engineOfThisProcessRefuses() throws {
        #expect(throws: RedisError.self) {
            try Redis.client("martlet://memory", options: Self.options(replicas: 1))
        }
        #expect(throws: RedisError.self) { try Redis.client("martlet://memory?wait=1") }
    }
}
