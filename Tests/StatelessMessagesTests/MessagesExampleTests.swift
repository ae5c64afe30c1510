import ClientTestSupport
import MartletClient
import StatelessMessages
import Testing

/// The README's example of messages is this one, and it runs.
@Suite struct MessagesExampleTests {
    @Test func runs() async throws {
        let client = try Redis.client("martlet://memory?name=MessagesExampleTests")
        let sent = Counter()
        func send(_ text: String) async { sent.increment() }
        // begin of the example
        let messages = MessageManager(client)
        let session = try await messages.createSession(userID: "ada")
        let message = try await messages.getOrCreateMessage(in: session.id)
        let events = try messages.subscribe(to: message.id, in: session.id)

        let queue = GroupTaskQueue(client)
        try await messages.submitTask(type: "sum", to: message, through: queue)
        let worker = Worker(messages, queue: queue) { _ in .text("42") }
        _ = try await worker.runOnce()  // in another process

        try await message.appendText("The sum is above.")
        try await message.complete()
        for try await event in events { await send(event.serverSentEvent) }
        // end of the example
        #expect(sent.count == 6)
        #expect(try await message.reload().contentBlocks.map(\.data) == ["42"])
        await client.close()
    }

    @Test func isTheReadmes() throws {
        #expect(try readmeShowsExample())
    }
}
