import LayerSupport

/// What a request about a pet is answered with.
public struct PetAnswer: Hashable, Sendable {
    /// The device.
    public let device: DeviceID
    /// What the pet is called.
    public let name: String
    /// The pet.
    public let pet: Pet
    /// What can be seen of it.
    public var expression: Expression { Expression(of: pet) }
    /// The pet in a few whole numbers.
    public var simplified: SimplifiedState { SimplifiedState(of: pet, pleasure: pleasure) }
    /// The language of its feelings.
    public let language: PetLanguage
    /// What the mood gained by the action that this answers.
    public let pleasure: Int
    /// How many minutes the pet lived through by this request.
    public let ticks: Int
    /// Whether there was no pet before: it was never visited, or not for longer than pets are kept.
    public let isNewborn: Bool
    /// Whether the request was done before, and so not again.
    public let isRepetition: Bool
    /// Whether the server is away, so that this is not the pet that others see. What is done is kept,
    /// and comes to the server's pet when the server is back.
    public let isDegraded: Bool

    /// The answer in JSON, in UTF-8.
    public var json: [UInt8] { JSONWriter.bytes(of: .object(object), isASCII: false) }

    private var object: JSONObject {
        [
            "device_id": .string(device.text),
            "pet_name": .string(name),
            "internal_state": .object([
                "rhythm": .object(DocumentFields.of(pet.rhythm)),
                "energy": .object(DocumentFields.of(pet.energy)),
            ]),
            "expression": .object([
                "pulse_rate": .float(expression.pulseRate),
                "pulse_symbol": .string(expression.intensity.symbol),
                "pulse_intensity": .string(expression.intensity.rawValue),
                "color_hex": .string(expression.colorHex),
                "color_name": .string(expression.colorName(in: language)),
                "feeling": .string(expression.feeling(in: language)),
                "life_box": .string(expression.lifeBox),
            ]),
            "simplified_state": .object([
                "energy": .integer(simplified.energy),
                "hunger": .integer(simplified.hunger),
                "mood": .integer(simplified.mood),
                "current_state": .string(simplified.currentState.rawValue),
                "pulse_rate": .float(expression.pulseRate),
                "feeling": .string(expression.feeling(in: language)),
            ]),
            "last_updated": .float(pet.lastUpdate),
            "ticks": .integer(ticks),
            "is_newborn": .boolean(isNewborn),
            "is_repetition": .boolean(isRepetition),
            "is_degraded": .boolean(isDegraded),
        ]
    }
}

extension DocumentFields {
    fileprivate static func of(_ rhythm: Rhythm) -> JSONObject {
        var fields = DocumentFields(.rhythm)
        rhythm.write(to: &fields)
        return fields.object
    }

    fileprivate static func of(_ energy: Energy) -> JSONObject {
        var fields = DocumentFields(.energy)
        energy.write(to: &fields)
        return fields.object
    }
}
