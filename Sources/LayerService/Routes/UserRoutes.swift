import Hummingbird
import LayerSupport
import UploadStatus

/// The messages of users that wait to be absorbed.
enum UserRoutes {
    static let all = [addMessage, absorb]

    static let addMessage = Route(
        .post, "/api/v1/users/{id}/messages", "Adds a message of a user's",
        takes: .json([
            .optional("message", .optional(.text(0...100_000)), "Its text."),
            .optional("timestamp", .text(1...64), "When it was sent; now if nothing is said."),
            .optional(
                "image_uris", .array(UploadRoutes.placeholder, atMost: 100),
                "What stands for its images: the answers of uploads."),
            .optional(
                "sources", .array(.text(0...256), atMost: 100),
                "Where each image is from, such as the name of a program."),
        ]),
        answers: .json(
            .created, .object([.init("message_count", .count)]), "How many messages there are now.")
    ) { call in
        let images = try images(of: call)
        let sources = call.body["sources"]?.elements?.compactMap(\.stringValue)
        if let sources, sources.count != images.count {
            throw ServiceProblem.invalid("sources", "there has to be one for each image")
        }
        guard call.text("message")?.isEmpty == false || !images.isEmpty else {
            throw ServiceProblem.invalid("message", "there has to be a text or an image")
        }
        let clock = call.layers.clock
        let message = StoredMessage(
            timestamp: call.text("timestamp")
                ?? ISOTime.text(microsecondsSince1970: clock.microsecondsSince1970),
            images: images, sources: sources, text: call.text("message"))
        let count = try await call.layers.accumulator.messages.addMessage(
            message, for: call.path("id"))
        return .json(["message_count": .integer(count)], status: .created)
    }

    static let absorb = Route(
        .post, "/api/v1/users/{id}/absorb",
        "Hands a user's messages over, if enough are ready and no other instance is at it",
        takes: .json([.optional("force", .boolean, "Whether fewer are enough.")]),
        answers: .ok(
            .object([
                .init("outcome", .choice(["absorbed", "not_ready", "busy", "lock_lost"])),
                .init("message_count", .count, "How many were handed over."),
            ]), "What came of it.")
    ) { call in
        let outcome = try await call.layers.accumulator.absorb(
            for: call.path("id"), force: call.body["force"]?.boolValue ?? false)
        let (name, count) =
            switch outcome {
            case .absorbed(let count): ("absorbed", count)
            case .notReady: ("not_ready", 0)
            case .busy: ("busy", 0)
            case .lockLost: ("lock_lost", 0)
            }
        return .json(["outcome": .string(name), "message_count": .integer(count)])
    }

    private static func images(of call: Call) throws -> [ImageReference] {
        try (call.body["image_uris"]?.elements ?? []).enumerated().map { index, element in
            guard element["pending"]?.boolValue == true else {
                throw ServiceProblem.invalid(
                    "image_uris[\(index)].pending", "only what an upload answered can be named")
            }
            return .pending(
                UploadPlaceholder(
                    uploadID: element["upload_uuid"]?.stringValue ?? "",
                    filename: element["filename"]?.stringValue))
        }
    }
}
