import ClientTestSupport
import MartletClient
import PetState
import Testing

/// The README's example of pets is this one, and it runs.
@Suite struct PetExampleTests {
    @Test func runs() async throws {
        let client = try Redis.client("martlet://memory?name=PetExampleTests")
        // begin of the example
        let adapter = LifeAdapter(.redis(client), language: .english)
        let answer = try await adapter.interact("kitchen", .feed, requestID: "42")
        let feeling = answer.expression.feeling(in: .english)
        let life = try Life(device: "garden", storage: RedisStorage(client))
        try await life.start()
        for _ in 0..<1440 { try await life.tick() }
        try await life.stop()
        // end of the example
        #expect(answer.pet.energy.level == 85 && !feeling.isEmpty)
        let keys = try await client.keys("life_*").sorted()
        #expect(
            keys == [
                "life_garden:energy", "life_garden:rhythm", "life_kitchen:energy",
                "life_kitchen:request:42", "life_kitchen:rhythm",
            ])
        await client.close()
    }

    @Test func isTheReadmes() throws {
        #expect(try readmeShowsExample())
    }
}
