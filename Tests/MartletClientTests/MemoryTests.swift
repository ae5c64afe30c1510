import MartletClient
import Testing

@Suite struct MemoryTests {
    @Test func theEngineCanBeLookedInto() async throws {
        let client = try MemoryClient(name: "me")
        try await client.set("k", "v")
        #expect(try client.server.get("k") == "v")
        #expect(try await client.send("CLIENT", "GETNAME").text == "me")
        #expect(!client.isClustered && client.shards.count == 1)
    }

    @Test func timeIsTheEngines() async throws {
        let clock = ManualClock()
        let client = try MemoryClient(of: Martlet.start(.inProcess.with(clock: clock)))
        try await client.set("k", "v", expiry: .seconds(10))
        clock.advance(by: .seconds(10))
        #expect(try await client.get("k") == nil)
    }

    @Test func beginsAnewWhenItWasKilled() async throws {
        let client = try MemoryClient(name: "me")
        try await client.set("k", "v")
        let news = try await client.subscribe(to: ["c"])
        try client.server.execute("CLIENT", "KILL", "TYPE", "normal", "SKIPME", "yes")
        #expect(try await client.get("k") == "v")
        #expect(try await client.send("CLIENT", "GETNAME").text == "me")
        try client.server.execute("CLIENT", "KILL", "TYPE", "pubsub")
        var iterator = news.makeAsyncIterator()
        #expect(try await iterator.next() == nil)
    }

    @Test func whatIsStoppedIsClosed() async throws {
        let client = try MemoryClient()
        client.server.stop()
        let error = await #expect(throws: RedisError.self) { try await client.get("k") }
        #expect(error?.code == .closed)
    }
}
