import LayerSupport
import MartletClient
import StatelessMessages

/// Messages with their events, and the queue of tasks.
struct MessagesPartner {
    private let client: any RedisClient
    private let manager: MessageManager
    private let queue: ListTaskQueue

    init(_ client: any RedisClient) {
        self.client = client
        manager = MessageManager(client, clock: LayersPartner.clock)
        queue = ListTaskQueue(client)
    }

    func write() async throws {
        let message = try await manager.getOrCreateMessage("swift-m", in: "swift-s")
        try await message.appendText("你好 ")
        try await message.appendText("\"Welt\"")
        try await message.addContent(
            ContentBlock(.code, "print(1)", metadata: ["language": "python"], id: "swift-c"))
        let large = String(repeating: "ü", count: 10_001)
        try await message.addContent(ContentBlock(.text, .inline(large), id: "swift-l"))
        _ = try await message.startTask("swift-t", type: "simple", parameters: ["n": 1])
        _ = try await message.updateTask("swift-t", .processing, progress: 0.5)
        _ = try await message.updateTask(
            "swift-t", .completed, content: ContentBlock(.text, .inline("fertig"), id: "swift-d"))
        try await message.complete()
        try await queue.add(TaskJob(messageID: "swift-m", taskID: "swift-t"))
    }

    /// Tells the message and its events, those behind the first again, and who waits for a worker.
    func read() async throws -> JSONValue {
        guard let message = try await manager.message("python-m", in: "python-s") else {
            return nil
        }
        var events: [StreamEvent] = []
        for try await event in try manager.subscribe(to: "python-m", in: "python-s") {
            events.append(event)
        }
        var resumed: [JSONValue] = []
        let first = events.first?.id ?? "0"
        for try await event in try manager.subscribe(
            to: "python-m", in: "python-s", after: first)
        {
            resumed.append(.string(event.type.rawValue))
        }
        let listed = try await manager.sessionMessages("python-s")
        let job = try await queue.next(waitingAtMost: .milliseconds(10))?.job
        return [
            "text": .string(message.text), "complete": .boolean(message.isComplete),
            "role": .string(message.snapshot.role.rawValue),
            "blocks": .array(message.contentBlocks.map { .object($0.json) }),
            "large": .string(try await message.contentBlock("python-l").data ?? ""),
            "events": .array(events.map { .object($0.json) }), "resumed": .array(resumed),
            "listed": .array(listed.map { .string($0.messageID) }),
            "job": .array(job.map { [.string($0.messageID), .string($0.taskID)] } ?? []),
        ]
    }
}
