import PetState
import Testing

@Suite struct RhythmTests {
    @Test func tellsWhenItWasLastRight() {
        var pet = Pet(bornAt: 1_772_496_000)
        pet.tick(10)
        #expect(pet.rhythm.lastCalibration == pet.lastUpdate)
        pet.rhythm.internalPhase = 0.5
        let time = pet.lastUpdate
        pet.tick(10)
        #expect(pet.rhythm.lastCalibration == time)
        pet.tick(10 * 1440)
        #expect(pet.rhythm.lastCalibration == pet.lastUpdate)
    }

    @Test func isMostAwakeAtThree() {
        var rhythm = Pet(bornAt: 1_772_496_000).rhythm
        rhythm.internalPhase = 15.0 / 24
        #expect(rhythm.circadian == 1)
        rhythm.internalPhase = 3.0 / 24
        #expect(rhythm.circadian < 1e-12)
    }
}
