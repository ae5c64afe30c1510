import ClientTestSupport
import LayerSupport
import MartletClient
import Testing

@testable import StatelessMessages

/// Workers that begin a task which another was at.
@Suite struct MessageRunsTests {
    private static let targets = ClientTarget.allCases

    /// The text that a subscriber has who reads all events.
    private func text(_ events: [StreamEvent]) -> String {
        events.reduce(into: "") { text, event in
            if let snapshot = event.snapshot { text = snapshot["text"]?.stringValue ?? "" }
            text += event.payload["delta"]?.stringValue ?? ""
        }
    }

    @Test(arguments: targets)
    func whatADeadWorkerMadeIsTakenBack(target: ClientTarget) async throws {
        try await target.withInstance { instance in
            let message = try await instance.message("m")
            try await message.appendText("Before. ")
            let task = try await message.startTask("t", type: "x")
            let (dead, _) = try #require(try await message.begin("t"))
            try await dead.appendText("hälf ")
            try await dead.appendText("and ")
            try await message.appendText("[Others.] ")
            try await dead.appendText("more ")
            try await dead.addContent(.markdown("draft"))
            try await dead.startTask("t:1", type: "step")
            try await dead.updateTask("t", .processing, progress: 0.5)
            try await message.addContent(ContentBlock(.text, "others'", id: "o"))

            let other = try #require(try await instance.another().loaded("m"))
            let (worker, again) = try #require(try await other.begin("t"))
            #expect(again.progress == 0 && again.state == .processing)
            #expect(worker.text == "Before. [Others.] ")
            #expect(worker.contentBlocks.map(\.id) == [task.contentID, "o"])
            #expect(worker.snapshot.tasks.map(\.id) == ["t"])
            #expect(await code { try await dead.appendText("late") } == .taskTaken)
            #expect(
                await code { try await dead.addContent(.markdown("late")) } == .taskTaken)
            #expect(await code { try await dead.updateTask("t", .completed) } == .taskTaken)

            try await worker.appendText("whole")
            try await worker.updateTask(
                "t", .completed, content: .text("done"), completesMessage: true)
            let end = try await message.reload()
            #expect(end.text == "Before. [Others.] whole" && end.isComplete)
            #expect(end.contentBlocks.map(\.data) == ["done", "others'"])
            #expect(try await instance.fields("m")["runs"] == nil)
            let events = try await instance.events("m")
            #expect(text(events) == end.text)
            #expect(events.map(\.sequence) == Array(1...events.count))
            #expect(events.suffix(2).map(\.type) == [.taskCompleted, .messageEnd])
            #expect(try await message.begin("t") == nil)
        }
    }

    /// Nobody has to begin anew where nothing was made.
    @Test(arguments: targets) func anIdleWorkerLeavesNothing(target: ClientTarget) async throws {
        try await target.withInstance { instance in
            let message = try await instance.message("m")
            try await message.startTask("t", type: "x")
            for _ in 0..<3 { _ = try await message.begin("t") }
            #expect(
                try await instance.types("m")
                    == ["MESSAGE_START", "TASK_STARTED"]
                    + Array(repeating: "TASK_PROGRESS", count: 3))
            #expect(
                try await instance.fields("m")["runs"] == #"{"t": {"attempt": 3}}"#)
            #expect(await code { try await message.begin("u") } == .taskMissing)
        }
    }

    /// Two workers are at one message: one dies, and what the other writes stays.
    @Test(arguments: targets) func othersGoOn(target: ClientTarget) async throws {
        try await target.withInstance { instance in
            let message = try await instance.message("m")
            for id in ["a", "b"] { try await message.startTask(id, type: "x") }
            let (a, _) = try #require(try await message.begin("a"))
            let (b, _) = try #require(try await message.begin("b"))
            for number in 0..<3 {
                try await a.appendText("a\(number) ")
                try await b.appendText("b\(number) ")
            }
            let (c, _) = try #require(try await message.begin("a"))
            #expect(try await message.reload().text == "b0 b1 b2 ")
            try await b.appendText("b3 ")
            try await c.appendText("c ")
            _ = try await message.begin("b")
            #expect(try await message.reload().text == "c ")
            try await c.appendText("d")
            #expect(try await message.reload().text == "c d")
        }
    }

    /// What other workers made of a task's parts goes with it, whether they are through or not.
    @Test(arguments: targets) func partsGoWithTheirTask(target: ClientTarget) async throws {
        try await target.withInstance { instance in
            let message = try await instance.message("m")
            try await message.startTask("t", type: "x")
            let (dead, _) = try #require(try await message.begin("t"))
            try await dead.appendText("plan ")
            for id in ["t:1", "t:2"] { try await dead.startTask(id, type: "step") }
            let shared = try #require(try await instance.another().loaded("m"))
            let (ready, _) = try #require(try await shared.begin("t:1"))
            try await ready.appendText("one ")
            try await message.appendText("[Others.] ")
            try await ready.addContent(.markdown("of one"))
            try await ready.startTask("t:1:1", type: "step")
            let (deep, _) = try #require(try await shared.begin("t:1:1"))
            try await deep.appendText("deep ")
            try await deep.updateTask("t:1:1", .completed)
            try await ready.updateTask("t:1", .completed, content: .text("1"))
            let (busy, _) = try #require(try await shared.begin("t:2"))
            try await busy.appendText("two ")
            try await busy.addContent(.markdown("of two"))
            try await dead.appendText("sum")

            let (worker, _) = try #require(try await shared.begin("t"))
            #expect(worker.text == "[Others.] ")
            #expect(worker.snapshot.tasks.map(\.id) == ["t"])
            #expect(worker.contentBlocks.map(\.isPlaceholder) == [true])
            #expect(await code { try await busy.appendText("late") } == .taskTaken)
            #expect(try await instance.fields("m")["runs"] == #"{"t": {"attempt": 2}}"#)
            try await worker.updateTask("t", .completed, completesMessage: true)
            #expect(text(try await instance.events("m")) == "[Others.] ")
        }
    }

    @Test(arguments: targets) func failuresEndMessages(target: ClientTarget) async throws {
        try await target.withInstance { instance in
            let message = try await instance.message("m")
            try await message.startTask("t", type: "x")
            let (worker, _) = try #require(try await message.begin("t"))
            try await worker.updateTask("t", .failed, error: "no idea", completesMessage: true)
            #expect(worker.isComplete)
            let events = try await instance.events("m")
            #expect(events.suffix(3).map(\.type) == [.taskFailed, .error, .messageEnd])
            #expect(events[events.count - 2].payload["error"] == "no idea")
            #expect(await code { try await message.begin("t") } == nil)
        }
    }
}
