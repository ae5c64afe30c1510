import Hummingbird
import LayerSupport
import PetState

/// Pets: the document's paths, and those of the original program as aliases.
enum PetRoutes {
    static let all = [state, interact, catchUp] + aliases

    static let state = Route(
        .get, "/api/pet/{device_id}/state", "Tells how a pet is",
        answers: .ok(pet, "The pet.")
    ) { call in
        try await answer(call.layers.pets.state(of: call.path("device_id")))
    }

    static let interact = Route(
        .post, "/api/pet/{device_id}/interact", "Does something with a pet",
        parameters: [ServiceSchemas.idempotencyKey], takes: .json([action]),
        answers: .ok(pet, "The pet afterwards.")
    ) { call in
        try await interact(call, call.path("device_id"), call.text("action") ?? "")
    }

    static let catchUp = Route(
        .post, "/api/pet/{device_id}/catchup",
        "Lets a pet live through the time since it was last visited",
        parameters: [ServiceSchemas.idempotencyKey], takes: .json([hours]),
        answers: .ok(pet, "The pet afterwards.")
    ) { call in
        try await catchUp(call, call.path("device_id"), call.body["hours"])
    }

    /// The paths of the original program, which names the device in the query or in the body.
    static let aliases = [
        Route(
            .get, "/api/pet/status", "Tells how a pet is, by the original program's path",
            parameters: [.query("device_id", deviceID, "The device.", isRequired: true)],
            answers: .ok(pet, "The pet.")
        ) { call in
            try await answer(call.layers.pets.state(of: device(of: call)))
        },
        Route(
            .post, "/api/pet/interact", "Does something with a pet, by the original program's path",
            parameters: [deviceInQuery, ServiceSchemas.idempotencyKey],
            takes: .json([deviceInBody, action]), answers: .ok(pet, "The pet afterwards.")
        ) { call in
            try await interact(call, device(of: call), call.text("action") ?? "")
        },
        Route(
            .post, "/api/pet/feed", "Feeds a pet, by the original program's path",
            parameters: [deviceInQuery, ServiceSchemas.idempotencyKey],
            takes: .json([deviceInBody]), answers: .ok(pet, "The pet afterwards.")
        ) { call in
            try await interact(call, device(of: call), PetAction.feed.rawValue)
        },
        Route(
            .post, "/api/pet/catchup",
            "Lets a pet live through the time since it was last visited, by the original program's path",
            parameters: [
                deviceInQuery, .query("hours", hours.schema, hours.summary),
                ServiceSchemas.idempotencyKey,
            ],
            takes: .json([deviceInBody, hours]), answers: .ok(pet, "The pet afterwards.")
        ) { call in
            let hours = call.parameter("hours") ?? call.body["hours"]
            return try await catchUp(call, device(of: call), hours)
        },
        Route(
            .post, "/api/debug/reset",
            "Lets a pet be born anew, by the original program's path",
            parameters: [deviceInQuery, ServiceSchemas.idempotencyKey],
            takes: .json([deviceInBody]), answers: .ok(pet, "The newborn.")
        ) { call in
            try await answer(
                call.layers.pets.reset(device(of: call), requestID: requestID(of: call)))
        },
    ]

    private static let deviceID = Schema.id(1...128)
    private static let deviceInQuery = Parameter.query(
        "device_id", deviceID, "The device, if the body doesn't name it.")
    private static let deviceInBody = Schema.Property.optional(
        "device_id", deviceID, "The device, if the query doesn't name it.")
    private static let action = Schema.Property(
        "action", .choice(PetAction.allCases.map(\.rawValue)), "What is done.")
    private static let hours = Schema.Property.optional(
        "hours", .integer(1...720), "How many hours count at most; 24 if nothing is said.")

    private static func device(of call: Call) throws -> String {
        let names = [call.parameter("device_id")?.stringValue, call.text("device_id")]
            .compactMap { $0 }
        guard let name = names.first else {
            throw ServiceProblem.invalid("device_id", "this is missing")
        }
        guard Set(names).count == 1 else {
            throw ServiceProblem.invalid("device_id", "query and body name different devices")
        }
        return name
    }

    private static func requestID(of call: Call) -> String? {
        call.parameter("Idempotency-Key")?.stringValue
    }

    private static func interact(
        _ call: Call, _ device: String, _ name: String
    ) async throws -> Response {
        guard let action = PetAction(rawValue: name) else {
            throw ServiceProblem.invalid("action", "there is no such action")
        }
        return try await answer(
            call.layers.pets.interact(device, action, requestID: requestID(of: call)))
    }

    private static func catchUp(
        _ call: Call, _ device: String, _ hours: JSONValue?
    ) async throws -> Response {
        try await answer(
            call.layers.pets.catchUp(
                device, hours: hours?.intValue ?? 24, requestID: requestID(of: call)))
    }

    private static func answer(_ pet: PetAnswer) -> Response { .json(pet.json) }
}

extension PetRoutes {
    /// A pet as it is answered.
    private static let pet = Schema.named(
        "Pet",
        .object([
            .init("device_id", .anyText), .init("pet_name", .anyText),
            .init(
                "internal_state",
                .object([.init("rhythm", .map(.any)), .init("energy", .map(.any))]),
                "What is kept of the pet."),
            .init(
                "expression",
                .object([
                    .init("pulse_rate", .anyNumber), .init("pulse_symbol", .anyText),
                    .init("pulse_intensity", .anyText), .init("color_hex", .anyText),
                    .init("color_name", .anyText), .init("feeling", .anyText),
                    .init("life_box", .anyText),
                ]), "What can be seen of it."),
            .init(
                "simplified_state",
                .object([
                    .init("energy", .integer(0...100)), .init("hunger", .integer(0...100)),
                    .init("mood", .integer(0...100)), .init("current_state", .anyText),
                    .init("pulse_rate", .anyNumber), .init("feeling", .anyText),
                ]), "The pet in a few whole numbers."),
            .init("last_updated", .time),
            .init("ticks", .count, "How many minutes it lived through."),
            .init("is_newborn", .boolean, "Whether there was no pet before."),
            .init("is_repetition", .boolean, "Whether the request was done before."),
            .init("is_degraded", .boolean, "Whether the server is away."),
        ]))
}
