import Testing

@testable import PetState

@Suite struct PetStateErrorTests {
    @Test func tellsTheRange() {
        let error = #expect(throws: PetStateError.self) {
            try PetStateError.check(0, in: 1...720, "hours")
        }
        #expect(error?.description == "invalid_time: hours have to be between 1.0 and 720.0")
    }

    @Test func namesTheDocument() {
        let error = PetStateError.unreadable(.energy, "lacks 'energy'")
        #expect(error.message == "the document 'energy' lacks 'energy'")
    }
}
