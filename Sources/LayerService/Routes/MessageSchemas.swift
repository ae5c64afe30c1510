import LayerSupport
import StatelessMessages

/// Messages as they are taken and answered.
enum MessageSchemas {
    private static let kind = Schema.choice(ContentKind.allCases.map(\.rawValue))

    /// A block that a client adds.
    static let newBlock = Schema.named(
        "NewContent",
        .object([
            .init("content_type", kind),
            .optional("content_id", .id, "What it is found by; a new id if nothing is said."),
            .optional("data", .anyText, "A text, or bytes in base64."),
            .optional("url", .text(1...4096), "Where it is, if it isn't here."),
            .optional("metadata", .map(.any), "Caption, width, height, language and the like."),
        ]))

    /// A block of a message.
    static let block = Schema.named(
        "Content",
        .object([
            .init("content_id", .anyText), .init("content_type", kind),
            .optional("data", .anyText), .optional("url", .anyText),
            .optional("is_reference", .boolean, "Whether it is large, and kept apart."),
            .optional("characters", .count, "How many characters it has, if it is kept apart."),
            .optional("is_placeholder", .boolean, "Whether a task is to bring it."),
            .optional("task_id", .anyText), .optional("metadata", .map(.any)),
        ]))

    private static let task = Schema.named(
        "Task",
        .object([
            .init("task_id", .anyText), .init("task_type", .anyText),
            .init("status", .choice(TaskState.allCases.map(\.rawValue))),
            .init("progress", .number(0...1)), .init("parameters", .map(.any)),
            .init("content_id", .anyText), .init("error", .optional(.anyText)),
            .init("created_at", .anyText), .init("updated_at", .anyText),
        ]))

    /// A message.
    static let message = Schema.named(
        "Message",
        .object([
            .init("message_id", .anyText), .init("session_id", .anyText), .init("role", .anyText),
            .init("text", .anyText), .init("content_blocks", .array(block, atMost: Int.max)),
            .init("tasks", .map(task)), .init("pending_tasks", .array(.anyText, atMost: Int.max)),
            .init("sequence", .count, "How many events there were."),
            .init("is_complete", .boolean), .init("created_at", .anyText),
            .init("updated_at", .anyText),
        ]))

    /// An event of a message.
    static let event = Schema.named(
        "MessageEvent",
        .object([
            .init("event_type", .choice(EventType.allCases.map(\.rawValue))),
            .init("message_id", .anyText), .init("session_id", .anyText),
            .init("sequence", .count), .init("payload", .map(.any)), .init("timestamp", .anyText),
        ]))

    /// Returns the blocks that a client adds.
    ///
    /// - Throws: ``ServiceProblem`` if one has neither data nor an address, or both.
    static func blocks(of value: JSONValue?) throws(ServiceProblem) -> [ContentBlock] {
        var blocks: [ContentBlock] = []
        for (index, element) in (value?.elements ?? []).enumerated() {
            let field = "content_blocks[\(index)]"
            let source: ContentBlock.Source
            switch (element["data"]?.stringValue, element["url"]?.stringValue) {
            case (let data?, nil): source = .inline(data)
            case (nil, let url?): source = .url(url)
            default: throw .invalid(field, "there has to be either data or url")
            }
            let id = element["content_id"]?.stringValue ?? ContentBlock.newID()
            guard !blocks.contains(where: { $0.id == id }) else {
                throw .invalid("\(field).content_id", "this is there twice")
            }
            let name = element["content_type"]?.stringValue ?? ""
            blocks.append(
                ContentBlock(
                    ContentKind(rawValue: name) ?? .text, source,
                    metadata: element["metadata"]?.object ?? [:], id: id))
        }
        return blocks
    }
}
