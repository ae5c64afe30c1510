/// The parts that a pet is stored in.
public enum PetSystem: String, CaseIterable, Hashable, Sendable {
    /// Its sense of the time of day.
    case rhythm
    /// Its strength.
    case energy
}
