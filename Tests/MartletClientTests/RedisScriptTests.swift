import ClientTestSupport
import MartletClient
import Testing

@Suite struct RedisScriptTests {
    @Test(arguments: ClientTarget.allCases) func isSentOnce(target: ClientTarget) async throws {
        try await target.withClient { test async throws in
            let (client, key) = (test.client, test.key("k"))
            let script = RedisScript(
                "-- \(key)\nreturn {KEYS[1], ARGV[1], redis.call('INCR', KEYS[1])}")
            for number in 1...3 {
                let reply = try await client.run(script, keys: [key], arguments: [number])
                #expect(reply.elements?.map { $0.text ?? "" } == [key, "\(number)", ""])
                #expect(reply.elements?.last == .integer(Int64(number)))
            }
            let error = await redisError {
                try await client.run(
                    RedisScript("return redis.error_reply('MINE no')"), keys: [key])
            }
            #expect(error?.code.rawValue == "MINE")
        }
    }

    @Test(arguments: ClientTarget.allCases) func runsInTransactions(target: ClientTarget)
        async throws
    {
        try await target.withClient { test async throws in
            let key = test.key("k")
            let script = RedisScript("return redis.call('APPEND', KEYS[1], ARGV[1])")
            let replies = try await test.client.transaction([
                .set(key, "a"), script.eval(keys: [key], arguments: ["b"]),
            ])
            #expect(replies == [.simpleString("OK"), .integer(2)])
        }
    }
}
