import PetState
import Testing

@Suite struct PetReconcileTests {
    @Test func fastForwardKeepsTheClock() {
        var pet = Pet(bornAt: 1_772_496_000)
        var older = pet
        pet.fastForward(hours: 24)
        older.tick(1440)
        #expect(pet.energy.level == older.energy.level)
        #expect(pet.lastUpdate == 1_772_496_000 && pet.energy.lastUpdate == 1_772_496_000)
        #expect(abs(pet.rhythm.phaseDifference) < 0.000_001)
        // Five hours ahead of the day: what travellers know.
        pet.fastForward(hours: 5)
        #expect(abs(pet.rhythm.phaseDifference + 5.0 / 24) < 0.000_001)
    }

    /// Documents of which one was written later than the other.
    @Test func halvesComeToOneTime() async throws {
        var pet = Pet(bornAt: 1_772_496_000)
        pet.tick(100)
        try await PetTarget.files.withStorage { world async throws in
            let life = try world.life()
            try await life.start()
            try await life.flush()
            let old = try await world.documents()
            try await life.tick(100)
            try await life.flush()
            let new = try await world.documents()
            let device = try DeviceID(world.device())
            let energy = try #require(old.energy)
            try await world.storage.save(energy, as: .energy, of: device)
            let late = try world.life()
            try await late.start()
            #expect(await late.dirtyCount == 0)
            let expected = try await life.states
            let found = try await late.states
            #expect(abs(found.energy.level - expected.energy.level) < 0.001)
            #expect(found.energy.lastUpdate == expected.energy.lastUpdate)
            #expect(new.energy != energy)

            let rhythm = try #require(old.rhythm)
            try await world.storage.save(rhythm, as: .rhythm, of: device)
            let bytes = try #require(new.energy)
            try await world.storage.save(bytes, as: .energy, of: device)
            let other = try world.life()
            try await other.start()
            #expect(try await other.states.lastUpdate == expected.lastUpdate)
        }
    }
}
