/// A pet in a few whole numbers, for a small display.
public struct SimplifiedState: Hashable, Sendable {
    /// The energy, from 0 to 100.
    public let energy: Int
    /// What it lacks of 100.
    public let hunger: Int
    /// The mood, from 0 to 100.
    public let mood: Int
    /// What the pet is up to.
    public let currentState: CurrentState

    /// What a pet may be up to.
    public enum CurrentState: String, CaseIterable, Hashable, Sendable {
        /// It wants food.
        case hungry
        /// It wants food and sleep.
        case sleepy
        /// It sleeps.
        case sleep
        /// It is in a bad mood.
        case grumpy
        /// It plays.
        case play
        /// It is bored.
        case bored
        /// None of these.
        case idle

        /// Returns the state that goes with three numbers from 0 to 100: the first that fits.
        public init(energy: Int, hunger: Int, mood: Int) {
            if hunger >= 70 {
                self = .hungry
            } else if energy <= 30 {
                self = hunger >= 50 ? .sleepy : .sleep
            } else if mood <= 30 {
                self = .grumpy
            } else if energy >= 70, mood >= 70 {
                self = .play
            } else {
                self = energy <= 50 ? .bored : .idle
            }
        }
    }

    /// Looks at a pet, whose mood is better by `pleasure` after what was done with it.
    public init(of pet: Pet, pleasure: Int = 0) {
        energy = Int(pet.energy.level.rounded())
        hunger = 100 - energy
        mood = min(100, max(0, Expression(of: pet).intensity.mood + pleasure))
        currentState = CurrentState(energy: energy, hunger: hunger, mood: mood)
    }
}
