import PetState
import Testing

/// The properties that hold for every pet.
@Suite struct PetTests {
    private static let midnight = 1_772_496_000.0

    private static func randomPet(_ generator: inout SeededGenerator) -> Pet {
        let birth = midnight + Double(Int.random(in: 0..<86_400 * 365, using: &generator))
        var pet = Pet(bornAt: birth)
        pet.rhythm.internalPhase = .random(in: 0..<1, using: &generator)
        pet.energy.level = .random(in: 0...100, using: &generator)
        return pet
    }

    @Test(arguments: 0..<20 as Range<UInt64>) func energyStaysInItsBounds(seed: UInt64) {
        var generator = SeededGenerator(seed: seed)
        var pet = Self.randomPet(&generator)
        pet.energy.consumptionRate = .random(in: 0...2, using: &generator)
        pet.energy.recoveryRate = .random(in: 0...2, using: &generator)
        for _ in 0..<500 {
            if Bool.random(using: &generator) {
                pet.tick(.random(in: 0..<90, using: &generator))
            } else {
                pet.perform(PetAction.allCases.randomElement(using: &generator) ?? .feed)
            }
            #expect((0...100).contains(pet.energy.level))
            #expect((0..<1).contains(pet.rhythm.internalPhase))
            #expect((0..<1).contains(pet.rhythm.externalPhase))
            #expect((-0.5...0.5).contains(pet.rhythm.phaseDifference))
            #expect((0...1).contains(pet.energy.circadianValue))
        }
    }

    @Test(arguments: 0..<50 as Range<UInt64>) func ticksAddUp(seed: UInt64) {
        var generator = SeededGenerator(seed: seed)
        let pet = Self.randomPet(&generator)
        let first = Double.random(in: 0..<600, using: &generator)
        let second = Double.random(in: 0..<600, using: &generator)
        var parts = pet
        parts.tick(first)
        parts.tick(second)
        var whole = pet
        whole.tick(first + second)
        #expect(abs(parts.energy.level - whole.energy.level) < 0.001)
        #expect(abs(parts.rhythm.internalPhase - whole.rhythm.internalPhase) < 0.000_001)
        #expect(abs(parts.lastUpdate - whole.lastUpdate) < 0.001)
    }

    /// Whoever looks, and however often, finds the same pet, to the bit.
    @Test(arguments: 0..<20 as Range<UInt64>) func looksChangeNothing(seed: UInt64) {
        var generator = SeededGenerator(seed: seed)
        let pet = Self.randomPet(&generator)
        let end = pet.lastUpdate + 86_400 + .random(in: 0..<60, using: &generator)
        var rarely = pet
        rarely.advance(to: end)
        var often = pet
        var time = pet.lastUpdate
        while time < end {
            time = min(end, time + .random(in: 0..<1_000, using: &generator))
            often.advance(to: time)
        }
        #expect(often == rarely)
    }

    @Test(arguments: 0..<24) func followsAShiftOfTwelveHours(hour: Int) {
        var pet = Pet(bornAt: Self.midnight + Double(hour) * 3600)
        pet.rhythm.internalPhase = Double((hour + 12) % 24) / 24
        pet.tick(3 * 1440)
        #expect(abs(pet.rhythm.phaseDifference) < 5.0 / 1440)
    }

    @Test(arguments: 0..<24) func aDayAloneIsSurvived(hour: Int) {
        var pet = Pet(bornAt: Self.midnight + Double(hour) * 3600)
        for _ in 0..<1440 {
            pet.tick()
            #expect((20...95).contains(pet.energy.level))
        }
    }

    @Test func catchingUpTwiceIsOnce() {
        var pet = Pet(bornAt: Self.midnight)
        #expect(pet.advance(to: Self.midnight + 86_400) == 1440)
        let once = pet
        #expect(pet.advance(to: Self.midnight + 86_400) == 0)
        #expect(pet == once)
        // Longer than counts: the second time nothing is left either.
        #expect(pet.advance(to: Self.midnight + 10 * 86_400, atMostHours: 24) == 1440)
        #expect(pet.advance(to: Self.midnight + 10 * 86_400, atMostHours: 24) == 0)
    }

    /// What an absence leaves out makes no difference after the month that it leaves in.
    @Test func longAbsencesAreCut() {
        let end = Self.midnight + 2000 * 3600
        var cut = Pet(bornAt: Self.midnight)
        #expect(cut.advance(to: end) == 720 * 60)
        var rules = PetRules()
        rules.longestAbsenceHours = 10_000
        var whole = Pet(bornAt: Self.midnight)
        #expect(whole.advance(to: end, rules: rules) == 2000 * 60)
        #expect(abs(cut.energy.level - whole.energy.level) < 0.001)
        #expect(cut.lastUpdate == whole.lastUpdate)
    }

    @Test func timeDoesNotGoBack() {
        var pet = Pet(bornAt: Self.midnight)
        let before = pet
        #expect(pet.advance(to: Self.midnight - 86_400) == 0)
        #expect(pet.advance(to: .nan) == 0)
        pet.tick(-5)
        pet.tick(.infinity)
        #expect(pet == before)
    }

    @Test func actionsHaveTheirEffects() {
        var pet = Pet(bornAt: Self.midnight)
        pet.perform(.feed)
        #expect(pet.energy.level == 85)
        pet.perform(.feed)
        pet.perform(.feed)
        #expect(pet.energy.level == 100)
        pet.perform(.play)
        #expect(pet.energy.level == 90)
        pet.perform(.greet)
        #expect(pet.energy.level == 92)
    }
}
