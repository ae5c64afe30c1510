import Testing

@testable import PetState

@Suite struct VisitTests {
    private static let birth = 1_772_496_000.0

    @Test(arguments: [
        (Visit.Kind.look, 120, false), (.catchUp(hours: 1), 60, false),
        (.action(.feed), 120, true), (.fastForward(hours: 2), 240, true), (.reset, 0, true),
    ])
    func livesThroughTime(kind: Visit.Kind, ticks: Int, isDeed: Bool) {
        var pet = Pet(bornAt: Self.birth)
        let visit = Visit(time: Self.birth + 7200, kind: kind, request: nil)
        #expect(visit.apply(to: &pet, PetRules()) == ticks && visit.isDeed == isDeed)
        #expect(pet.lastUpdate == Self.birth + 7200)
        #expect(visit.repeated.apply(to: &pet, PetRules()) == 0)
    }

    @Test func keepsAllButTheKey() throws {
        let visit = Visit(time: 5, kind: .reset, request: nil)
        let request = try RequestID("r")
        #expect(visit.with(request) == Visit(time: 5, kind: .reset, request: request))
    }
}
