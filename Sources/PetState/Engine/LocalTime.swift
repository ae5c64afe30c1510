public import Foundation

/// The time of day at a pet's place.
public struct LocalTime: Hashable, Sendable {
    /// The zone of the place.
    public let zone: TimeZone

    /// Makes the time of a zone.
    public init(zone: TimeZone) {
        self.zone = zone
    }

    /// UTC.
    public static let utc = LocalTime(zone: .gmt)

    /// Returns the time of day at so many seconds since 1970, as a fraction of a day.
    ///
    /// Clocks are put forward or back at a quarter of an hour, so that the zone needs to be asked only
    /// once for all minutes of one: `offset` remembers what it said.
    func phase(at seconds: Double, _ offset: inout Offset?) -> Double {
        let quarter = (seconds / Offset.length).rounded(.down)
        if offset?.quarter != quarter {
            let time = Date(timeIntervalSince1970: quarter * Offset.length)
            offset = Offset(quarter: quarter, seconds: Double(zone.secondsFromGMT(for: time)))
        }
        let local = seconds + (offset?.seconds ?? 0)
        // The days go before the division, which would cost the fraction its last digits.
        let days = (local / Phase.secondsOfDay).rounded(.down)
        return Phase.wrapped((local - days * Phase.secondsOfDay) / Phase.secondsOfDay)
    }

    /// How far the zone is from UTC in a quarter of an hour.
    struct Offset {
        static let length = 900.0
        let quarter: Double
        let seconds: Double
    }
}
