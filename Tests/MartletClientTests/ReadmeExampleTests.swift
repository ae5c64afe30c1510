import ClientTestSupport
import MartletClient
import Testing

/// The README's example of the client is this one, and it runs.
@Suite struct ReadmeExampleTests {
    @Test func runs() async throws {
        // begin of the example
        let client = try Redis.client("martlet://memory")
        try await client.set("greeting", "hello", expiry: .seconds(60))
        let greeting = try await client.get("greeting")
        let reply = try await client.send("LPOS", "queue", "42")
        let job = try await client.blpop("jobs", timeout: .milliseconds(5))
        let replies = try await client.replies(to: [.incr("n"), .lpush("log", "n")])
        try await client.transaction(watching: ["balance"]) { session in
            let balance = try await session.get("balance").flatMap { Int($0) } ?? 0
            return [.set("balance", balance + 100)]
        }
        let news = try await client.subscribe(to: ["news"])
        let lock = DistributedLock(client, key: "report:lock", lifetime: .seconds(30))
        try await lock.withLock(waitingAtMost: .seconds(5)) { held in
            try await client.set("report", "by \(held.fencingNumber)")
        }
        await client.close()
        // end of the example
        #expect(greeting == "hello" && reply.isNull && job == nil && replies.count == 2)
        news.cancel()
    }

    @Test func isTheReadmes() throws {
        #expect(try readmeShowsExample())
    }
}
