import ClientTestSupport
import LayerSupport
import MartletClient
import StatelessMessages
import Testing

/// The four scenarios of the documents, on every server.
@Suite struct ScenarioTests {
    private static let targets = ClientTarget.allCases

    @Test(arguments: targets) func simpleConversation(target: ClientTarget) async throws {
        try await target.withInstance { instance async throws in
            let session = try await instance.manager.createSession(instance.session, userID: "ada")
            let question = try await instance.message("1", role: .user)
            try await question.appendText("What is 6 times 7?")
            try await question.complete()
            instance.clock.advance(by: .milliseconds(1))
            let answer = try await instance.message("2")
            for part in ["It ", "is ", "42."] { try await answer.appendText(part) }
            try await answer.complete()
            let messages = try await instance.another().manager.sessionMessages(session.id)
            #expect(messages.map(\.role) == [.user, .assistant])
            #expect(messages.map(\.text) == ["What is 6 times 7?", "It is 42."])
            #expect(messages.map(\.isComplete) == [true, true])
        }
    }

    @Test(arguments: targets) func asynchronousTask(target: ClientTarget) async throws {
        try await target.withInstance { instance async throws in
            let message = try await instance.message("m")
            try await message.appendText("I draw it. ")
            try await message.startTask("t", type: "image_generation", content: .image)
            for step in 1...3 {
                try await message.updateTask("t", .processing, progress: Double(step) / 4)
            }
            let image = ContentBlock.image(url: "https://e.org/cat.png", width: 512, height: 512)
            try await message.updateTask("t", .completed, content: image)
            try await message.complete()
            let events = try await instance.events("m")
            #expect(
                events.map(\.type) == [
                    .messageStart, .textDelta, .taskStarted, .taskProgress, .taskProgress,
                    .taskProgress, .taskCompleted, .messageEnd,
                ])
            let progress = events.compactMap { $0.payload["progress"]?.doubleValue }
            #expect(progress == [0.25, 0.5, 0.75, 1])
        }
    }

    /// One instance takes the request, another does the work.
    @Test(arguments: targets) func twoInstancesThroughTheQueue(target: ClientTarget) async throws {
        try await target.withClient { test async throws in
            let web = Instance(test.client)
            let key = test.key("task_queue")
            let message = try await web.message(unique("m"))
            try await web.manager.submitTask(
                "t", type: "answer", parameters: ["question": "6*7"], to: message,
                through: ListTaskQueue(test.client, key: key))
            let other = Instance(test.client)
            let worker = Worker(
                other.manager, queue: ListTaskQueue(test.client, key: key)
            ) { work in
                for part in ["It is ", "42."] { try await work.message.appendText(part) }
                return .markdown("**42**")
            }
            async let events = web.events(message.id)
            _ = try await worker.runOnce()
            let done = try #require(try await other.manager.message(message.id))
            try await done.complete()
            #expect(try await message.reload().text == "It is 42.")
            #expect(message.contentBlocks.map(\.data) == ["**42**"])
            #expect(message.isComplete)
            #expect(try await events.last?.type == .messageEnd)
        }
    }

    /// A browser loses its connection in the midst, and goes on at another instance.
    @Test(arguments: targets) func serverSentEvents(target: ClientTarget) async throws {
        try await target.withInstance { instance async throws in
            let message = try await instance.message("m")
            for number in 0..<10 { try await message.appendText("\(number)") }
            var lines: [String] = []
            var lastID: String?
            let first = try instance.manager.subscribe(
                to: instance.own("m"), in: instance.session)
            for try await event in first.prefix(5) {
                lines.append(event.serverSentEvent)
                lastID = event.id
            }
            for number in 10..<20 { try await message.appendText("\(number)") }
            try await message.complete()
            let rest = try await instance.another().events("m", after: lastID ?? "")
            lines += rest.map(\.serverSentEvent)
            #expect(lines.count == 22)
            let all = try await instance.events("m")
            #expect(lines == all.map(\.serverSentEvent))
            #expect(lines.allSatisfy { $0.hasPrefix("id: ") && $0.hasSuffix("}\n\n") })
            #expect(lines.last?.contains("\nevent: MESSAGE_END\ndata: {") == true)
        }
    }
}
