import MartletClient
import Testing

@Suite struct RedisTests {
    @Test func clientsOfOneURLShareAnEngine() async throws {
        let first = try Redis.client("martlet://memory?name=shared")
        let second = try Redis.client("martlet://memory?name=shared")
        let other = try Redis.client("martlet://memory?name=other")
        let database = try Redis.client("martlet://memory/1?name=shared")
        try await first.set("k", "v")
        #expect(try await second.get("k") == "v")
        #expect(try await other.get("k") == nil)
        #expect(try await database.get("k") == nil)
        await first.close()
        #expect(try await second.get("k") == "v")
    }

    @Test func refusesWhatItDoesNotKnow() {
        let error = #expect(throws: RedisError.self) { try Redis.client("http://localhost") }
        #expect(error?.code == .invalidURL)
        #expect(throws: RedisError.self) { try Redis.client("martlet://memory/99") }
    }
}
