import Hummingbird
import LayerSupport
import StatelessMessages

/// Sessions.
enum SessionRoutes {
    static let all = [create, get, delete, addMessage, messages]

    static let create = Route(
        .post, "/api/v1/sessions", "Makes a session",
        takes: .json([
            .optional("session_id", .id, "What it is found by; a new id if nothing is said."),
            .optional("user_id", .optional(.text(0...256)), "Whose it is."),
            .optional("metadata", .map(.any), "What else there is to say of it."),
        ]),
        answers: .json(.created, session, "The session."), conflict
    ) { call in
        let id = call.text("session_id") ?? ContentBlock.newID()
        let record = try await call.layers.messages.createSession(
            id, userID: call.text("user_id"), metadata: call.body["metadata"]?.object ?? [:])
        return .json(.object(record.json), status: .created)
    }

    static let get = Route(
        .get, "/api/v1/sessions/{session_id}", "Tells what is known of a session",
        answers: .ok(session, "The session."), .missing("session")
    ) { call in
        let record = try await call.layers.messages.session(call.path("session_id"))
        guard let record else { throw ServiceProblem.missing("session", field: "session_id") }
        return .json(.object(record.json))
    }

    static let delete = Route(
        .delete, "/api/v1/sessions/{session_id}", "Removes a session with all its messages",
        answers: .done, .missing("session")
    ) { call in
        guard try await call.layers.messages.deleteSession(call.path("session_id")) else {
            throw ServiceProblem.missing("session", field: "session_id")
        }
        return .done
    }

    static let addMessage = Route(
        .post, "/api/v1/sessions/{session_id}/messages",
        "Adds a message to a session; it is complete, if nothing else is said",
        takes: .json([
            .optional("message_id", .id, "What it is found by; a new id if nothing is said."),
            .optional(
                "role", .choice(MessageRole.known.map(\.rawValue)),
                "Whose it is; USER if nothing is said."),
            .optional("text", .text(0...500_000), "Its text."),
            .optional(
                "content_blocks", .array(MessageSchemas.newBlock, atMost: 100),
                "What it has besides its text."),
            .optional(
                "is_complete", .boolean,
                "Whether nothing will be added; true if nothing is said."),
        ]),
        answers: .json(.created, MessageSchemas.message, "The message."), conflict
    ) { call in
        let blocks = try MessageSchemas.blocks(of: call.body["content_blocks"])
        let message = try await call.layers.messages.createMessage(
            call.text("message_id") ?? ContentBlock.newID(), in: call.path("session_id"),
            role: call.text("role").map(MessageRole.init) ?? .user,
            text: call.text("text") ?? "", content: blocks,
            isComplete: call.body["is_complete"]?.boolValue ?? true)
        return .json(.object(message.snapshot.json), status: .created)
    }

    static let messages = Route(
        .get, "/api/v1/sessions/{session_id}/messages",
        "Tells the messages of a session, the oldest first",
        parameters: [
            .query(
                "limit", .integer(1...MessageManager.longestPage),
                "How many at most; 50 if nothing is said."),
            .query(
                "offset", .integer(0...Int(Int32.max)),
                "How many are left out; none if nothing is said."),
        ],
        answers: .ok(
            .object([
                .init("messages", .array(MessageSchemas.message, atMost: Int.max)),
                .init("limit", .count), .init("offset", .count),
            ]))
    ) { call in
        let limit = call.parameter("limit")?.intValue ?? 50
        let offset = call.parameter("offset")?.intValue ?? 0
        let messages = try await call.layers.messages.sessionMessages(
            call.path("session_id"), limit: limit, offset: offset)
        return .json([
            "messages": .array(messages.map { .object($0.json) }), "limit": .integer(limit),
            "offset": .integer(offset),
        ])
    }

    static let conflict = Reply(
        status: .conflict, summary: "There is one already, or the session is closed.",
        content: .json(ServiceSchemas.problem))

    private static let session = Schema.named(
        "Session",
        .object([
            .init("session_id", .id), .init("user_id", .optional(.anyText)),
            .init("metadata", .map(.any)), .init("created_at", .anyText),
            .init("is_closed", .boolean),
        ]))
}
