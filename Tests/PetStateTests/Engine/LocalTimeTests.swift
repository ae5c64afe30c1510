import Foundation
import Testing

@testable import PetState

@Suite struct LocalTimeTests {
    private func phase(_ zone: TimeZone, _ seconds: Double) -> Double {
        var offset: LocalTime.Offset?
        return LocalTime(zone: zone).phase(at: seconds, &offset)
    }

    @Test func isOfTheZone() throws {
        #expect(phase(.gmt, 1_772_528_400) == 9.0 / 24)
        let shanghai = try #require(TimeZone(secondsFromGMT: 8 * 3600))
        #expect(phase(shanghai, 1_772_528_400) == 17.0 / 24)
        #expect(phase(shanghai, -3600) == 7.0 / 24)
    }

    @Test func clocksArePutForward() throws {
        // Without the table of zones there is nothing to be tested.
        guard let berlin = TimeZone(identifier: "Europe/Berlin") else { return }
        // At one o'clock UTC of 29 March 2026 it became three instead of two.
        let change = 1_774_746_000.0
        var offset: LocalTime.Offset?
        let place = LocalTime(zone: berlin)
        #expect(abs(place.phase(at: change - 60, &offset) - (2 * 60 - 1) / 1440.0) < 1e-9)
        #expect(abs(place.phase(at: change, &offset) - 3.0 / 24) < 1e-9)
    }
}
