import LayerSupport
import PetState
import Testing

@Suite struct PetAnswerTests {
    @Test func isTheDocumentsJSON() async throws {
        try await PetTarget.files.withStorage { world async throws in
            let adapter = LifeAdapter(
                PetBackend(world.storage), language: .english,
                clock: world.clock)
            let answer = try await adapter.state(of: "kitchen")
            let json = try JSONValue(parsing: answer.json.text)
            #expect(json["device_id"]?.stringValue == "kitchen")
            #expect(json["pet_name"]?.stringValue == "Martlet")
            let state = json["internal_state"]
            #expect(state?["rhythm"]?["internal_phase"]?.doubleValue == 9.0 / 24)
            #expect(state?["energy"]?["energy"]?.doubleValue == 70)
            let expression = json["expression"]
            #expect(expression?["feeling"]?.stringValue == "at ease")
            #expect(expression?["pulse_intensity"]?.stringValue == "steady")
            #expect(expression?["life_box"]?.stringValue == "▰▰▰▰▰▰▰▱▱▱")
            #expect(expression?["color_name"]?.stringValue == "morning gold")
            let simple = json["simplified_state"]
            #expect(simple?["energy"]?.intValue == 70 && simple?["hunger"]?.intValue == 30)
            #expect(simple?["current_state"]?.stringValue == "idle")
            #expect(json["last_updated"]?.doubleValue == PetWorld.morning)
            #expect(json["is_newborn"]?.boolValue == true)
        }
    }
}
