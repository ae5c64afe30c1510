import ClientTestSupport
import LayerSupport
import MartletClient
import Testing

@testable import StatelessMessages

/// Tasks of messages, on every server.
@Suite struct TasksTests {
    private static let targets = ClientTarget.allCases

    @Test(arguments: targets) func tasksBringContents(target: ClientTarget) async throws {
        try await target.withInstance { instance async throws in
            let message = try await instance.message("m")
            try await message.addContent(.text("before"))
            let task = try await message.startTask(
                "t", type: "image", content: .image, parameters: ["prompt": "a cat"])
            try await message.addContent(.text("behind"))
            #expect(message.contentBlocks[1].source == .placeholder(taskID: "t"))
            #expect(message.contentBlocks[1].id == task.contentID)
            #expect(message.pendingTasks.map(\.id) == ["t"])
            instance.clock.advance(by: .seconds(1))
            try await message.updateTask("t", .processing, progress: 0.5)
            let done = try await message.updateTask(
                "t", .completed, content: .image(url: "https://e.org/c.png"))
            #expect(done.state == .completed)
            #expect(done.progress == 1)
            let snapshot = try await message.reload()
            #expect(snapshot.contentBlocks.map(\.kind) == [.text, .image, .text])
            #expect(snapshot.contentBlocks[1].source == .url("https://e.org/c.png"))
            #expect(snapshot.contentBlocks[1].id == task.contentID)
            #expect(snapshot.pendingTasks == [])
            #expect(snapshot.task("t") == done)
            #expect(done.parameters == ["prompt": "a cat"])
            #expect(done.createdAt < done.updatedAt)
            #expect(
                try await instance.types("m").dropFirst() == [
                    "CONTENT_ADDED", "TASK_STARTED", "CONTENT_ADDED", "TASK_PROGRESS",
                    "TASK_COMPLETED",
                ])
        }
    }

    /// What another instance began is there, whatever this one knew before.
    @Test(arguments: targets) func othersTasksAreThere(target: ClientTarget) async throws {
        try await target.withInstance { instance async throws in
            let message = try await instance.message("m")
            let other = try #require(try await instance.another().loaded("m"))
            try await other.startTask("t", type: "x")
            let task = try await message.updateTask("t", .processing, progress: 0.5)
            #expect(task.state == .processing && task.progress == 0.5)
            try await other.addContent(ContentBlock(.text, "a", id: "c"))
            try await message.updateContent(ContentBlock(.text, "b", id: "c"))
            #expect(try await other.reload().contentBlocks.last?.data == "b")
        }
    }

    @Test(arguments: targets) func failuresAreKept(target: ClientTarget) async throws {
        try await target.withInstance { instance async throws in
            let message = try await instance.message("m")
            try await message.startTask("t", type: "x")
            try await message.updateTask("t", .failed, error: "no paper")
            let task = try await message.reload().task("t")
            #expect(task?.error == "no paper")
            let event = try await instance.entries("m").last
            #expect(event?["event_type"] == "TASK_FAILED")
            #expect(event?["payload"]?.contains(#""error": "no paper""#) == true)
            #expect(await code { try await message.updateTask("?", .failed) } == .taskMissing)
            #expect(
                await code { try await message.updateTask("t", .failed, progress: 2) }
                    == .badArgument)
        }
    }

    /// Whatever is told twice, or too late, is told once.
    @Test(arguments: targets) func finalStatesStay(target: ClientTarget) async throws {
        try await target.withInstance { instance async throws in
            let (message, other) = (
                try await instance.message("m"), try await instance.another().message("m")
            )
            let task = try await message.startTask("t", type: "x")
            #expect(try await other.startTask("t", type: "y") == task)
            try await message.updateTask("t", .processing, progress: 0.5)
            try await other.updateTask("t", .processing, progress: 0.5)
            try await other.updateTask("t", .processing, progress: 0.25)
            try await other.updateTask("t", .pending)
            #expect(other.snapshot.task("t")?.progress == 0.5)
            try await message.updateTask("t", .completed, content: .text("1"))
            let kept = try await other.updateTask("t", .failed, error: "late")
            #expect(kept.state == .completed)
            try await other.updateTask("t", .completed, content: .text("2"))
            #expect(try await message.reload().contentBlocks.map(\.data) == ["1"])
            #expect(
                try await instance.types("m").dropFirst() == [
                    "TASK_STARTED", "TASK_PROGRESS", "TASK_COMPLETED",
                ])
        }
    }

    @Test(arguments: targets) func noUpdateIsLost(target: ClientTarget) async throws {
        try await target.withInstance { instance async throws in
            _ = try await instance.message("m")
            try await withThrowingTaskGroup(of: Void.self) { group in
                for number in 0..<6 {
                    group.addTask {
                        let message = try await instance.another().message("m")
                        let id = "t\(number)"
                        try await message.startTask(id, type: "x")
                        try await message.appendText("\(number)")
                        try await message.updateTask(id, .processing, progress: 0.5)
                        try await message.updateTask(id, .completed, content: .text(id))
                    }
                }
                try await group.waitForAll()
            }
            let snapshot = try #require(try await instance.loaded("m")).snapshot
            #expect(Set(snapshot.contentBlocks.compactMap(\.data)) == Set((0..<6).map { "t\($0)" }))
            #expect(snapshot.tasks.allSatisfy { $0.state == .completed })
            #expect(snapshot.text.count == 6)
            #expect(snapshot.sequence == 25)
        }
    }

    @Test(arguments: targets) func resultsMayBeLargeOrNothing(target: ClientTarget) async throws {
        try await target.withInstance { instance async throws in
            let message = try await instance.message("m")
            let first = try await message.startTask("a", type: "x")
            try await message.startTask("b", type: "x")
            let text = String(repeating: "a", count: 10_001)
            try await message.updateTask("a", .completed, content: .markdown(text))
            try await message.updateTask("b", .completed)
            #expect(message.contentBlocks.map(\.id) == [first.contentID])
            #expect(message.contentBlocks[0].isReference)
            #expect(try await message.contentBlock(first.contentID).data == text)
        }
    }

    @Test func tasksAreReadAsWritten() throws {
        let task = MessageTask(
            id: "t", type: "x", parameters: ["a": 1], contentID: "c", at: "2023")
        #expect(MessageTask(.object(task.json)) == task)
        #expect(MessageTask(["task_id": "t", "status": "?"]) == nil)
        var table = try TaskTable("k", #"{"t": {"task_id": "t", "status": "PENDING", "odd": 1}}"#)
        var read = try #require(table["t"])
        read.state = .failed
        table.set(read)
        #expect(table.object["t"]?["odd"] == 1)
        #expect(table["t"]?.state == .failed)
    }
}
