import Testing

@testable import PetState

/// The documents, to the byte.
@Suite struct DocumentFieldsTests {
    private static let rhythm = """
        {"internal_phase":0.25,"last_calibration":1772496000.0,"last_update":1772496030.5,\
        "external_phase":0.25,"phase_difference":0.0}
        """
    private static let energy = """
        {"energy":70.0,"last_update":1772496030.5,"consumption_rate":0.002,"recovery_rate":1e-05,\
        "circadian_value":0.9330127018922193}
        """

    @Test func whatIsReadIsWritten() throws {
        let documents = PetDocuments(
            rhythm: Array(Self.rhythm.utf8), energy: Array(Self.energy.utf8))
        let pet = try #require(try documents.pet(PetRules()))
        #expect(pet.energy.recoveryRate == 0.000_01)
        #expect(try documents.with(pet) == documents)
        let anew = try PetDocuments().with(pet)
        #expect(anew.rhythm?.text == Self.rhythm && anew.energy?.text == Self.energy)
    }

    @Test func whatElseIsSaidStays() throws {
        let rhythm = #"{"mood":"\u5f00\u5fc3","last_update":1772496000,"internal_phase":0}"#
        let documents = PetDocuments(rhythm: Array(rhythm.utf8))
        let pet = try #require(try documents.pet(PetRules()))
        #expect(pet.energy.level == 70)
        let text = try documents.with(pet).rhythm?.text
        #expect(
            text == #"{"mood":"\u5f00\u5fc3","last_update":1772496000.0,"internal_phase":0.0,"#
                + #""last_calibration":1772496000.0,"external_phase":0.0,"phase_difference":0.0}"#)
    }

    @Test func timesKeepTheirForm() throws {
        let energy = #"{"energy":5,"last_update":"2026-03-03T00:00:00"}"#
        let documents = PetDocuments(energy: Array(energy.utf8))
        var pet = try #require(try documents.pet(PetRules()))
        #expect(pet.lastUpdate == 1_772_496_000 && pet.energy.level == 5)
        pet.tick()
        let text = try documents.with(pet).energy?.text
        #expect(text?.contains(#""last_update":"2026-03-03T00:01:00","#) == true)
    }

    @Test(arguments: [
        "", "[]", "{}", #"{"last_update":1}"#, #"{"energy":"x","last_update":1}"#,
        #"{"energy":NaN,"last_update":1}"#, #"{"energy":1,"last_update":"yesterday"}"#,
    ])
    func whatIsNoPetIsTold(energy: String) {
        let documents = PetDocuments(energy: Array(energy.utf8))
        let error = #expect(throws: PetStateError.self) { try documents.pet(PetRules()) }
        #expect(error?.code == .unreadable)
    }

    @Test func numbersComeIntoTheirBounds() throws {
        let energy = #"{"energy":1e9,"last_update":0,"consumption_rate":-1}"#
        let pet = try #require(try PetDocuments(energy: Array(energy.utf8)).pet(PetRules()))
        #expect(pet.energy.level == 100 && pet.energy.consumptionRate == 0)
    }
}
