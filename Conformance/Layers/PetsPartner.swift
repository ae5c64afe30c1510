import LayerSupport
import MartletClient
import PetState

/// Pets: one that lives in a process, and one that requests ask for.
struct PetsPartner {
    private let client: any RedisClient

    init(_ client: any RedisClient) {
        self.client = client
    }

    func write() async throws {
        let life = try Life(
            device: "swift", storage: RedisStorage(client), clock: LayersPartner.clock)
        try await life.start()
        for _ in 0..<1440 { try await life.tick() }
        try await life.stop()
    }

    /// Looks at the pet of `python`, feeds it, and tells how it was.
    func read() async throws -> JSONValue {
        let adapter = LifeAdapter(
            .redis(client), language: .english, clock: LayersPartner.clock)
        let before = try await adapter.state(of: "python")
        let after = try await adapter.interact("python", .feed, requestID: "1")
        let again = try await adapter.interact("python", .feed, requestID: "1")
        return [
            "answer": try JSONParser.value(of: before.json),
            "newborn": .boolean(before.isNewborn), "ticks": .integer(before.ticks),
            "fed": .float(after.pet.energy.level), "fed again": .float(again.pet.energy.level),
        ]
    }
}
