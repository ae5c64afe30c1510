/// Times of day as fractions of a day, from 0 to 1.
enum Phase {
    static let secondsOfDay = 86_400.0
    static let minutesOfDay = 1_440.0

    /// Returns the fraction of the day without the days.
    static func wrapped(_ days: Double) -> Double {
        let fraction = days - days.rounded(.down)
        // Just below a whole day the difference rounds to 1, which is 0 of the next.
        return fraction < 1 ? fraction : 0
    }

    /// Returns the way from a phase to another, the shorter way round: from -½ to ½.
    static func distance(from phase: Double, to other: Double) -> Double {
        wrapped(other - phase + 0.5) - 0.5
    }
}
