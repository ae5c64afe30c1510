import ClientTestSupport
import MartletClient
import Testing

@Suite struct RedisTransactionTests {
    @Test(arguments: ClientTarget.allCases) func commandsRunAsOne(target: ClientTarget) async throws
    {
        try await target.withClient { test async throws in
            let (client, key) = (test.client, test.key("k"))
            let replies = try await client.transaction([
                .set(key, "1"), .incr(key), .lpush(key, "x"), .get(key),
            ])
            #expect(replies.count == 4)
            #expect(replies[1] == .integer(2))
            #expect(replies[2].error?.code == .wrongType)
            #expect(replies[3].text == "2")
        }
    }

    @Test(arguments: ClientTarget.allCases)
    func whatCannotBeQueuedStopsAll(target: ClientTarget) async throws {
        try await target.withClient { test async throws in
            let (client, key) = (test.client, test.key("k"))
            let error = await redisError {
                try await client.transaction([.set(key, "1"), RedisCommand("GET")])
            }
            #expect(error?.message == "wrong number of arguments for 'get' command")
            let value = try await client.get(key)
            #expect(value == nil)
        }
    }

    @Test(arguments: ClientTarget.allCases) func noUpdateIsLost(target: ClientTarget) async throws {
        try await target.withClient { test async throws in
            let (client, key) = (test.client, test.key("n"))
            try await withThrowingTaskGroup { group in
                for _ in 0..<5 {
                    group.addTask {
                        for _ in 0..<10 {
                            try await client.transaction(watching: [key], attempts: 1000) {
                                session in
                                let number = try await session.get(key).flatMap { Int($0) } ?? 0
                                return [.set(key, number + 1)]
                            }
                        }
                    }
                }
                try await group.waitForAll()
            }
            #expect(try await client.get(key) == "50")
        }
    }

    @Test(arguments: ClientTarget.allCases) func attemptsAreBounded(target: ClientTarget)
        async throws
    {
        try await target.withClient { test async throws in
            let (client, key) = (test.client, test.key("n"))
            let error = await redisError {
                try await client.transaction(watching: [key], attempts: 3) { _ in
                    try await client.incr(key)
                    return [.set(key, "lost")]
                }
            }
            #expect(error?.code == .watchLost)
            let value = try await client.get(key)
            #expect(value == "3")
        }
    }

    @Test(arguments: ClientTarget.allCases) func givingUpUnwatches(target: ClientTarget)
        async throws
    {
        try await target.withClient { test async throws in
            let (client, key) = (test.client, test.key("n"))
            let nothing = try await client.transaction(watching: [key]) { _ in nil }
            #expect(nothing == nil)
            await #expect(throws: Surprise()) {
                try await client.transaction(watching: [key]) { _ in throw Surprise() }
            }
            let (replies, result) = try await client.transaction(watching: [key]) { session in
                ([.incr(key)], try await session.exists(key))
            }
            #expect(replies == [.integer(1)] && !result)
        }
    }

    private struct Surprise: Error, Equatable {}
}
