import Foundation

/// What all pets have in common: where they live, and how fast they change.
public struct PetRules: Hashable, Sendable {
    /// Where it is what time of day.
    public var place = LocalTime.utc
    /// What pets are called.
    public var name = "Martlet"
    /// The part of the distance between its own time and the day's that a pet makes up for in a
    /// minute: after three days, 1/400 of a distance is left.
    public var entrainment = 1.0 / 720
    /// The energy of a newborn pet.
    public var initialEnergy = 70.0
    /// The part of its energy that a newborn pet loses in a minute when it is most awake.
    public var consumptionRate = 0.002
    /// The part of what it lacks that a newborn pet gains in a minute when it sleeps deepest.
    public var recoveryRate = 0.002
    /// How many hours pets live through when nobody came for longer. Of the time before, only the
    /// phases know: all else has settled by then.
    public var longestAbsenceHours = 720.0

    /// The rules that pets follow when nothing else is said. A day without a visit leaves the energy
    /// of a newborn between 20 and 95, whenever it is born.
    public init() {}

    /// Returns what an action does.
    public func effect(of action: PetAction) -> PetAction.Effect {
        switch action {
        case .feed: PetAction.Effect(energy: 15, mood: 5)
        case .play: PetAction.Effect(energy: -10, mood: 20)
        case .greet: PetAction.Effect(energy: 2, mood: 10)
        }
    }
}

/// What can be done with a pet.
public enum PetAction: String, CaseIterable, Hashable, Sendable {
    /// Gives it food: much energy, and it is pleased.
    case feed
    /// Plays with it: takes energy, and it is delighted.
    case play
    /// Says hello: a little energy, and it is glad.
    case greet

    /// What an action does to a pet.
    public struct Effect: Hashable, Sendable {
        /// What the energy gains. It stays between 0 and 100.
        public var energy: Double
        /// What the mood gains in the answer to the action. It isn't kept: the documents have no place
        /// for it.
        public var mood: Int
    }
}
