import PetState
import Testing

@Suite struct SimplifiedStateTests {
    @Test(arguments: [
        (20, 80, 95, SimplifiedState.CurrentState.hungry), (30, 70, 20, .hungry),
        (30, 69, 20, .sleepy), (30, 50, 95, .sleepy), (30, 49, 95, .sleep), (31, 69, 30, .grumpy),
        (70, 30, 70, .play), (69, 31, 95, .idle), (70, 30, 69, .idle), (50, 50, 60, .bored),
        (51, 49, 60, .idle),
    ])
    func theFirstThatFits(
        energy: Int, hunger: Int, mood: Int, expected: SimplifiedState.CurrentState
    ) {
        let state = SimplifiedState.CurrentState(energy: energy, hunger: hunger, mood: mood)
        #expect(state == expected)
    }

    /// The original read a field that the document doesn't have, and said 50 of every pet.
    @Test func energyIsThePets() {
        var pet = Pet(bornAt: 1_772_496_000)
        pet.energy.level = 12.4
        let state = SimplifiedState(of: pet)
        #expect(state.energy == 12 && state.hunger == 88 && state.currentState == .hungry)
    }

    @Test func pleasureIsBounded() {
        var pet = Pet(bornAt: 1_772_496_000 + 15 * 3600)
        #expect(SimplifiedState(of: pet).mood == 95)
        #expect(SimplifiedState(of: pet, pleasure: 20).mood == 100)
        pet.energy.level = 0
        #expect(SimplifiedState(of: pet, pleasure: -200).mood == 0)
    }
}
