import ClientTestSupport
import LayerSupport
import MartletClient
import PetState
import Testing

/// A server that goes away and comes back.
@Suite struct LifeAdapterDegradedTests {
    private func withWorld(
        _ body: (PetWorld, FlakyStorage, LifeAdapter) async throws -> Void
    ) async throws {
        try await PetTarget.server(.memory).withStorage { world async throws in
            try await withFolder { folder async throws in
                let storage = FlakyStorage(world.storage)
                let files = FileStorage(in: folder, clock: world.clock)
                let backend = PetBackend(storage, fallback: files)
                try await body(world, storage, LifeAdapter(backend, clock: world.clock))
            }
        }
    }

    /// The original stayed on files for good, and there were two truths.
    @Test func deedsComeToTheServersPet() async throws {
        try await withWorld { world, storage, adapter async throws in
            let device = world.device()
            _ = try await adapter.interact(device, .feed)
            storage.fault = .away
            let away = try await adapter.interact(device, .play, requestID: "p")
            #expect(away.isDegraded)
            #expect(try await adapter.interact(device, .play, requestID: "p").isRepetition)
            #expect(try await adapter.state(of: device).isDegraded)

            // Meanwhile another instance, which reaches the server, goes on.
            world.clock.advance(by: .seconds(600))
            let other = world.adapter()
            let between = try await other.interact(device, .greet)

            storage.fault = nil
            let back = try await adapter.state(of: device)
            #expect(!back.isDegraded)
            #expect(back.pet.energy.level == between.pet.energy.level - 10)
            #expect(back.pet.lastUpdate == between.pet.lastUpdate)
            #expect(try await adapter.state(of: device).pet == back.pet)
            // Whoever repeats the request now does nothing twice.
            #expect(try await adapter.interact(device, .play, requestID: "p").isRepetition)
        }
    }

    @Test func lostRepliesAreDoneOnce() async throws {
        try await withWorld { world, storage, adapter async throws in
            let device = world.device()
            _ = try await adapter.state(of: device)
            storage.fault = .replyLost
            #expect(try await adapter.interact(device, .feed).isDegraded)
            storage.fault = nil
            #expect(try await adapter.state(of: device).pet.energy.level == 85)
        }
    }

    @Test func nothingNewerIsReset() async throws {
        try await withWorld { world, storage, adapter async throws in
            let device = world.device()
            storage.fault = .away
            #expect(try await adapter.reset(device).isDegraded)
            world.clock.advance(by: .seconds(600))
            let newer = try await world.adapter().interact(device, .feed)
            storage.fault = nil
            try await adapter.cleanUp(device)
            #expect(try await adapter.state(of: device).pet == newer.pet)
        }
    }

    @Test func timeIsNotMadeUpWithoutTheServer() async throws {
        try await withWorld { world, storage, adapter async throws in
            storage.fault = .away
            let error = await #expect(throws: PetStateError.self) {
                try await adapter.fastForward("a", requestID: "r")
            }
            #expect(error?.code == .unavailable)
        }
    }

    @Test func withoutAFallbackRequestsFail() async throws {
        try await withWorld { world, storage, _ async throws in
            let adapter = LifeAdapter(
                PetBackend(storage), clock: world.clock)
            storage.fault = .away
            let error = await #expect(throws: RedisError.self) { try await adapter.state(of: "a") }
            #expect(error?.isUnavailable == true)
            storage.fault = nil
            #expect(try await adapter.state(of: world.device()).isNewborn)
        }
    }
}
