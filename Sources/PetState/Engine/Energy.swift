import Foundation

/// A pet's strength: the document `energy`.
public struct Energy: Hashable, Sendable {
    /// The energy, from 0 to 100.
    public var level: Double
    /// The part of its energy that the pet loses in a minute when it is most awake.
    public var consumptionRate: Double
    /// The part of what it lacks that the pet gains in a minute when it sleeps deepest.
    public var recoveryRate: Double
    /// How awake the pet was at the last update, from 0 to 1.
    public var circadianValue: Double
    /// Up to when the pet has lived, in seconds since 1970.
    public var lastUpdate: Double

    /// Makes the energy of a pet that is born.
    init(bornAt seconds: Double, circadian: Double, _ rules: PetRules) {
        level = rules.initialEnergy
        consumptionRate = rules.consumptionRate
        recoveryRate = rules.recoveryRate
        circadianValue = circadian
        lastUpdate = seconds
    }

    /// Lets time pass, of which the pet was as awake as `circadian`: what sleep brings moves the level
    /// towards 100, what being awake costs towards 0, both exponentially and at the same time.
    mutating func advance(minutes: Double, circadian: Double) {
        let gain = recoveryRate * (1 - circadian)
        let loss = consumptionRate * circadian
        let total = gain + loss
        guard total > 0 else { return }
        let goal = 100 * gain / total
        level = Self.bounded(goal + (level - goal) * exp(-total * minutes))
    }

    /// Adds to the level, or takes away from it.
    mutating func add(_ amount: Double) {
        level = Self.bounded(level + amount)
    }

    /// Returns a level that there is: not below 0, not above 100.
    static func bounded(_ level: Double) -> Double {
        level.isNaN ? 0 : min(max(level, 0), 100)
    }
}
