import Testing

@testable import PetState

@Suite struct ExpressionTests {
    private static func pet(phase: Double, energy: Double) -> Pet {
        var pet = Pet(bornAt: 1_772_496_000)
        pet.rhythm.internalPhase = phase
        pet.energy.level = energy
        return pet
    }

    @Test func pulseHasItsRange() {
        #expect(Expression(of: Self.pet(phase: 15.0 / 24, energy: 100)).pulseRate == 110)
        let lowest = Expression(of: Self.pet(phase: 3.0 / 24, energy: 0)).pulseRate
        #expect(abs(lowest - 50) < 1e-9)
    }

    @Test(arguments: [
        (110.0, PulseIntensity.vivid, 95), (98, .vivid, 95), (97.9, .lively, 80),
        (86, .lively, 80), (74, .steady, 60), (62, .soft, 40), (61.9, .faint, 20),
    ])
    func moodsFollowThePulse(rate: Double, intensity: PulseIntensity, mood: Int) {
        #expect(PulseIntensity(pulseRate: rate) == intensity)
        #expect(intensity.mood == mood)
    }

    @Test func everyFeelingIsItsOwn() {
        for language in PetLanguage.allCases {
            var feelings: Set<String> = []
            for part in PartOfDay.allCases {
                for level in EnergyLevel.allCases {
                    let phase = (Double(part.rawValue) + 0.5) / 6
                    let energy = Double(level.rawValue) * 25 + 10
                    let seen = Expression(of: Self.pet(phase: phase, energy: energy))
                    #expect(seen.partOfDay == part && seen.energyLevel == level)
                    feelings.insert(seen.feeling(in: language))
                }
            }
            #expect(feelings.count == 24)
            #expect(Set(PartOfDay.allCases.map(\.color.hex)).count == 6)
        }
    }

    @Test(arguments: [(0.0, 0), (4.9, 0), (5, 1), (70, 7), (100, 10)])
    func lifeHasTenBoxes(energy: Double, full: Int) {
        let box = Expression(of: Self.pet(phase: 0, energy: energy)).lifeBox
        #expect(box.count == 10 && box.count { $0 == "▰" } == full)
    }
}
