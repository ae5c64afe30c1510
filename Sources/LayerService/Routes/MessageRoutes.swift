import Hummingbird
import LayerSupport
import StatelessMessages

/// Messages, their events, and the tasks that bring them content.
enum MessageRoutes {
    static let all = [get, content, appendText, complete, stream, startTask]

    static let get = Route(
        .get, "/api/v1/sessions/{session_id}/messages/{message_id}", "Tells a message",
        answers: .ok(MessageSchemas.message, "The message."), .missing("message")
    ) { call in
        .json(.object(try await message(of: call).snapshot.json))
    }

    static let content = Route(
        .get, "/api/v1/sessions/{session_id}/messages/{message_id}/contents/{content_id}",
        "Tells a content of a message with its data, however large it is",
        answers: .ok(MessageSchemas.block, "The content."), .missing("content")
    ) { call in
        let block = try await message(of: call).contentBlock(call.path("content_id"))
        return .json(.object(block.json))
    }

    static let appendText = Route(
        .post, "/api/v1/sessions/{session_id}/messages/{message_id}/text",
        "Appends to the text of a message that isn't complete",
        takes: .json([.init("delta", .text(1...100_000), "What is appended.")]),
        answers: .ok(.object([.init("sequence", .count, "How many events there are.")])),
        .missing("message"), isComplete
    ) { call in
        let message = try await message(of: call)
        try await message.appendText(call.text("delta") ?? "")
        return .json(["sequence": .integer(message.snapshot.sequence)])
    }

    static let complete = Route(
        .post, "/api/v1/sessions/{session_id}/messages/{message_id}/complete",
        "Completes a message: nothing of it changes any longer, and its streams end",
        answers: .done, .missing("message")
    ) { call in
        try await message(of: call).complete()
        return .done
    }

    static let stream = Route(
        .get, "/api/v1/sessions/{session_id}/messages/{message_id}/stream",
        "Streams the events of a message until it is complete",
        parameters: [
            .header("Last-Event-ID", eventID, "The event behind which the client goes on."),
            .query(
                "last_id", eventID,
                "The same, for clients that can't set the header; 0 for all, $ for new ones only."),
        ],
        answers: Reply(
            status: .ok, summary: "The events.",
            content: .events(EventType.allCases.map(\.rawValue), MessageSchemas.event)),
        Reply(
            status: .noContent, summary: "The client has had all events.", content: .nothing),
        .missing("message")
    ) { call in
        let message = try await message(of: call)
        let lastID = (call.parameter("Last-Event-ID") ?? call.parameter("last_id"))?.stringValue
        let manager = call.layers.messageStreams
        let events = try manager.subscribe(
            to: message.id, in: message.sessionID, after: lastID ?? "0")
        // A browser comes back to a stream that has ended, until it is told that there is no more.
        if message.isComplete, try await !events.contains(where: { _ in true }) { return .done }
        return try call.events { pipe in
            for try await event in events where event.type != .ping {
                try await pipe.send(event.serverSentEvent)
            }
        }
    }

    static let startTask = Route(
        .post, "/api/v1/sessions/{session_id}/tasks",
        "Starts a task, whose result comes as a message of the assistant's",
        takes: .json([
            .init("task_description", .text(1...20_000), "What is to be done."),
            .optional(
                "workflow", .choice(Workflow.allCases.map(\.rawValue)),
                "How it is done; simple if nothing is said."),
            .optional(
                "max_iterations", .integer(1...20),
                "How often at most something is done again; 3 if nothing is said."),
            .optional("message_id", .id, "The message; a new one if nothing is said."),
        ]),
        answers: .json(.accepted, started, "The message that the result comes in."),
        SessionRoutes.conflict
    ) { call in
        try await call.layers.tasks.requireRoom()
        let message = try await call.layers.messages.getOrCreateMessage(
            call.text("message_id") ?? ContentBlock.newID(),
            in: call.path("session_id"))
        let request = PlannerRequest(
            taskID: ContentBlock.newID(), description: call.text("task_description") ?? "",
            workflow: call.text("workflow").flatMap(Workflow.init) ?? .simple,
            maximumIterations: call.body["max_iterations"]?.intValue ?? 3)
        try await call.layers.tasks.submit(request, to: message)
        return .json(
            [
                "task_id": .string(request.taskID), "message_id": .string(message.id),
                "session_id": .string(message.sessionID),
                "workflow": .string(request.workflow.rawValue),
            ], status: .accepted)
    }

    private static let eventID = Schema.text(1...64)

    private static let started = Schema.named(
        "StartedTask",
        .object([
            .init("task_id", .id), .init("message_id", .id), .init("session_id", .id),
            .init("workflow", .choice(Workflow.allCases.map(\.rawValue))),
        ]))

    private static let isComplete = Reply(
        status: .conflict, summary: "The message is complete.",
        content: .json(ServiceSchemas.problem))

    /// Returns the message that a request names.
    private static func message(of call: Call) async throws -> Message {
        let message = try await call.layers.messages.message(
            call.path("message_id"), in: call.path("session_id"))
        guard let message else { throw ServiceProblem.missing("message", field: "message_id") }
        return message
    }
}
