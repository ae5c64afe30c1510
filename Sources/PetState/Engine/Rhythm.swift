import Foundation

/// A pet's sense of the time of day: the document `rhythm`.
public struct Rhythm: Hashable, Sendable {
    /// The time of day that the pet feels, as a fraction of a day.
    public var internalPhase: Double
    /// The time of day at the pet's place, as a fraction of a day.
    public var externalPhase: Double
    /// The way from the internal phase to the external one, the shorter way round: from -½ to ½.
    public var phaseDifference: Double
    /// When the phases last agreed to the minute, in seconds since 1970.
    public var lastCalibration: Double
    /// Up to when the pet has lived, in seconds since 1970.
    public var lastUpdate: Double

    /// Makes the rhythm of a pet that is born.
    init(bornAt seconds: Double, _ rules: PetRules) {
        var offset: LocalTime.Offset?
        externalPhase = rules.place.phase(at: seconds, &offset)
        internalPhase = externalPhase
        phaseDifference = 0
        lastCalibration = seconds
        lastUpdate = seconds
    }

    /// How awake the pet is, by its own time: 1 at three in the afternoon, 0 twelve hours later.
    public var circadian: Double { Self.circadian(at: internalPhase) }

    static func circadian(at phase: Double) -> Double {
        (1 + cos(2 * .pi * (phase - 15.0 / 24))) / 2
    }

    /// Lets time pass: the internal phase goes on with it, and towards the external phase.
    mutating func advance(minutes: Double, _ rules: PetRules, _ offset: inout LocalTime.Offset?) {
        let difference = Phase.distance(
            from: internalPhase, to: rules.place.phase(at: lastUpdate, &offset))
        let pull = -expm1(-rules.entrainment * minutes) * difference
        internalPhase = Phase.wrapped(internalPhase + minutes / Phase.minutesOfDay + pull)
        lastUpdate += minutes * 60
        externalPhase = rules.place.phase(at: lastUpdate, &offset)
        phaseDifference = Phase.distance(from: internalPhase, to: externalPhase)
        if abs(phaseDifference) < 1 / Phase.minutesOfDay { lastCalibration = lastUpdate }
    }
}
