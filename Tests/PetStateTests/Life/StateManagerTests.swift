import Testing

@testable import PetState

@Suite struct StateManagerTests {
    @Test func knowsWhatIsDirty() throws {
        let pet = Pet(bornAt: 1_772_496_000)
        let stored = try PetDocuments().with(pet)
        var manager = try StateManager(stored: stored, bornAt: 0, PetRules())
        #expect(manager.dirtySystems == [] && manager.pet == pet)
        manager.perform(.action(.feed))
        #expect(manager.dirtySystems == [.energy])
        manager.perform(.ticks(count: 1, minutes: 1))
        #expect(manager.dirtySystems == [.rhythm, .energy])
        let write = manager.beginWrite()
        manager.perform(.action(.play))
        let (documents, merged) = try write.merged(into: stored, bornAt: 0)
        manager.endWrite(documents, merged)
        #expect(manager.dirtySystems == [.energy])
        #expect(manager.pet.energy.level == merged.energy.level - 10)
    }
}
