import Testing

@testable import PetState

@Suite struct PhaseTests {
    @Test(arguments: [
        (0.0, 0.0), (1.25, 0.25), (-0.25, 0.75), (-1e-20, 0), (3, 0), (-2, 0),
    ])
    func wraps(days: Double, phase: Double) {
        #expect(Phase.wrapped(days) == phase)
    }

    @Test(arguments: [
        (0.25, 0.5, 0.25), (0.5, 0.25, -0.25), (0.875, 0.125, 0.25), (0.125, 0.875, -0.25),
        (0, 0.5, -0.5), (0.5, 0, -0.5),
    ])
    func distanceIsTheShorterWay(from: Double, to: Double, distance: Double) {
        #expect(Phase.distance(from: from, to: to) == distance)
    }
}
