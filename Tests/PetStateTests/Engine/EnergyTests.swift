import PetState
import Testing

@Suite struct EnergyTests {
    @Test func sleepBringsAndWakingTakes() {
        var asleep = Pet(bornAt: 1_772_496_000 + 3 * 3600)
        asleep.energy.level = 50
        asleep.tick(60)
        #expect(asleep.energy.level > 50)
        var awake = Pet(bornAt: 1_772_496_000 + 15 * 3600)
        awake.energy.level = 50
        awake.tick(60)
        #expect(awake.energy.level < 50)
    }

    @Test func withoutRatesNothingChanges() {
        var pet = Pet(bornAt: 1_772_496_000)
        pet.energy.consumptionRate = 0
        pet.energy.recoveryRate = 0
        pet.tick(600)
        #expect(pet.energy.level == 70)
    }
}
