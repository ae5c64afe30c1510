import LayerSupport

/// The fields of a document.
struct DocumentFields {
    let system: PetSystem
    private(set) var object: JSONObject

    init(_ system: PetSystem) {
        self.system = system
        object = JSONObject()
    }

    init(_ system: PetSystem, _ bytes: [UInt8]) throws(PetStateError) {
        self.system = system
        guard let object = try? JSONParser.value(of: bytes).object else {
            throw .unreadable(system, "isn't an object of JSON")
        }
        self.object = object
    }

    /// The document's text.
    var bytes: [UInt8] { JSONWriter.bytes(of: .object(object)) }

    var lastUpdate: Double {
        get throws(PetStateError) { try time("last_update") }
    }

    /// Returns the time of a field in seconds since 1970: a number of them, or a text of Python's
    /// `isoformat()`, which is of UTC if it names no zone.
    func time(_ name: String, else other: Double? = nil) throws(PetStateError) -> Double {
        guard let text = object[name]?.stringValue else { return try number(name, else: other) }
        guard let microseconds = ISOTime.microseconds(of: text) else {
            throw .unreadable(system, "has no time as '\(name)'")
        }
        return Double(microseconds) / 1_000_000
    }

    /// Returns the number of a field.
    ///
    /// - Throws: ``PetStateError`` if there is none and no other is given, or it isn't a number.
    func number(_ name: String, else other: Double? = nil) throws(PetStateError) -> Double {
        guard let value = object[name] ?? other.map(JSONValue.float) else {
            throw .unreadable(system, "lacks '\(name)'")
        }
        guard let number = value.doubleValue, number.isFinite else {
            throw .unreadable(system, "has no finite number as '\(name)'")
        }
        return number
    }

    mutating func set(_ name: String, _ value: Double) {
        object[name] = .float(value)
    }

    /// Sets a time, in the form that it has already: as seconds, if it has none.
    mutating func setTime(_ name: String, _ seconds: Double) {
        guard object[name]?.stringValue != nil else { return set(name, seconds) }
        let microseconds = Int(exactly: (seconds * 1_000_000).rounded()) ?? 0
        object[name] = .string(ISOTime.text(microsecondsSince1970: microseconds))
    }
}

extension Rhythm {
    /// Takes over what a document says. Only what can't be calculated has to be there.
    mutating func read(_ fields: DocumentFields) throws(PetStateError) {
        internalPhase = Phase.wrapped(try fields.number("internal_phase"))
        lastUpdate = try fields.lastUpdate
        lastCalibration = try fields.time("last_calibration", else: lastUpdate)
        externalPhase = Phase.wrapped(try fields.number("external_phase", else: externalPhase))
        let difference = Phase.distance(from: internalPhase, to: externalPhase)
        phaseDifference = try fields.number("phase_difference", else: difference)
    }

    func write(to fields: inout DocumentFields) {
        fields.set("internal_phase", internalPhase)
        fields.setTime("last_calibration", lastCalibration)
        fields.setTime("last_update", lastUpdate)
        fields.set("external_phase", externalPhase)
        fields.set("phase_difference", phaseDifference)
    }
}

extension Energy {
    /// Takes over what a document says. Only what can't be calculated has to be there.
    mutating func read(_ fields: DocumentFields) throws(PetStateError) {
        level = Self.bounded(try fields.number("energy"))
        lastUpdate = try fields.lastUpdate
        consumptionRate = max(0, try fields.number("consumption_rate", else: consumptionRate))
        recoveryRate = max(0, try fields.number("recovery_rate", else: recoveryRate))
        circadianValue = try fields.number("circadian_value", else: circadianValue)
    }

    func write(to fields: inout DocumentFields) {
        fields.set("energy", level)
        fields.setTime("last_update", lastUpdate)
        fields.set("consumption_rate", consumptionRate)
        fields.set("recovery_rate", recoveryRate)
        fields.set("circadian_value", circadianValue)
    }
}
