import LayerSupport
import Logging
import MartletClient
import StatelessMessages
import Synchronization
import Testing

@testable import LayerService

/// Tasks, and the planner that needs no model.
@Suite struct PlanningTests {
    private let client: MemoryClient
    private let manager: MessageManager

    init() throws {
        client = try MemoryClient()
        manager = MessageManager(client)
    }

    private func runner(
        _ planner: any Planner, _ bounds: TaskRunner.Bounds = TaskRunner.Bounds()
    ) -> TaskRunner {
        TaskRunner(
            planner, manager, bounds: bounds, logger: Logger(label: "test"))
    }

    /// Waits until a message is complete, and returns it.
    private func completed(_ id: String) async throws -> MessageSnapshot {
        for try await _ in try manager.subscribe(to: id, in: "s") {}
        return try #require(try await manager.message(id)).snapshot
    }

    /// Runs a task; returns its message once it is complete.
    private func run(
        _ workflow: Workflow, _ description: String, iterations: Int = 3,
        by planner: any Planner = LocalPlanner(), id: String = ContentBlock.newID()
    ) async throws -> MessageSnapshot {
        let message = try await manager.getOrCreateMessage(id, in: "s")
        let runner = runner(planner)
        try await runner.submit(
            PlannerRequest(
                taskID: "t", description: description, workflow: workflow,
                maximumIterations: iterations), to: message)
        await runner.start()
        let snapshot = try await completed(id)
        await runner.shutDown()
        return snapshot
    }

    @Test func simpleTasksAreAnswered() async throws {
        let message = try await run(.simple, "look up")
        #expect(message.text == "You asked: look up")
        #expect(message.task("t")?.state == .completed)
        #expect(message.isComplete && message.contentBlocks.isEmpty)
    }

    @Test func plansHaveSteps() async throws {
        let message = try await run(.planner, "Look up. Count birds! Go home.", iterations: 2)
        #expect(message.text == "1. Look up\n2. Count birds\n")
        #expect(message.tasks.map(\.id) == ["t", "t:1", "t:2"])
        #expect(message.tasks.allSatisfy { $0.state == .completed })
        #expect(
            message.contentBlocks.map(\.data) == [
                "This takes 2 steps.", "**Done:** Look up", "**Done:** Count birds",
            ])
    }

    @Test func criticsMakeItShorter() async throws {
        let message = try await run(.critic, "one two three four five", iterations: 5)
        #expect(message.contentBlocks.map(\.data) == ["one two three"])
        #expect(message.text.hasSuffix("It is short enough now."))
        let again = try await run(.critic, "one two three four five", iterations: 5)
        #expect(again.text == message.text)
    }

    @Test func stepsAreSentences() {
        #expect(LocalPlanner.steps(of: "a. b;c。 d ", atMost: 9) == ["a", "b", "c", "d"])
        #expect(LocalPlanner.steps(of: "...", atMost: 9) == ["..."])
        #expect(LocalPlanner.steps(of: "a. b", atMost: 0) == ["a"])
    }

    private struct FailingPlanner: Planner {
        struct Failure: Error, CustomStringConvertible { var description: String { "no idea" } }

        func run(_ request: PlannerRequest, into message: Message) async throws {
            try await message.appendText("well")
            throw Failure()
        }
    }

    /// Says something, and waits until it is given up.
    private struct EndlessPlanner: Planner {
        func run(_ request: PlannerRequest, into message: Message) async throws {
            try await message.appendText("wait")
            try await ManualLayerClock().sleep(for: .seconds(1))
        }
    }

    @Test func failuresAreTold() async throws {
        let message = try await run(.simple, "x", by: FailingPlanner(), id: "m")
        #expect(message.text == "well" && message.isComplete)
        #expect(message.task("t")?.state == .failed && message.task("t")?.error == "no idea")
        let types = try await manager.subscribe(to: "m", in: "s").reduce(into: []) {
            $0.append($1.type)
        }
        #expect(types.suffix(3) == [.taskFailed, .error, .messageEnd])
    }

    @Test func thereIsALimit() async throws {
        let message = try await manager.getOrCreateMessage("m", in: "s")
        let runner = runner(LocalPlanner(), TaskRunner.Bounds(queued: 1))
        let request = PlannerRequest(taskID: "t", description: "x")
        try await runner.requireRoom()
        try await runner.submit(request, to: message)
        await #expect(throws: ServiceProblem.self) { try await runner.requireRoom() }
    }

    /// Counts how many tasks run at a time.
    private final class CountingPlanner: Planner {
        let running = Mutex((now: 0, most: 0))

        func run(_ request: PlannerRequest, into message: Message) async throws {
            running.withLock { $0 = ($0.now + 1, max($0.most, $0.now + 1)) }
            for _ in 0..<100 { await Task.yield() }
            running.withLock { $0.now -= 1 }
        }
    }

    @Test func soManyRunAtATime() async throws {
        let planner = CountingPlanner()
        let runner = runner(planner, TaskRunner.Bounds(running: 2))
        for number in 0..<9 {
            let message = try await manager.getOrCreateMessage("m\(number)", in: "s")
            try await runner.submit(PlannerRequest(taskID: "t", description: "x"), to: message)
        }
        await runner.start()
        await runner.start()
        for number in 0..<9 {
            #expect(try await completed("m\(number)").task("t")?.state == .completed)
        }
        await runner.shutDown()
        #expect(planner.running.withLock { $0.now == 0 && (1...2).contains($0.most) })
        let names = try await client.send("XINFO", "CONSUMERS", TaskRunner.key, "workers")
        #expect(names.elements?.isEmpty == true)
    }

    /// What an instance has not done when it has to end, another does.
    @Test func tasksAreGivenBackAtTheEnd() async throws {
        let message = try await manager.getOrCreateMessage("m", in: "s")
        let first = runner(EndlessPlanner())
        try await first.submit(PlannerRequest(taskID: "t", description: "x"), to: message)
        await first.start()
        for try await event in try manager.subscribe(to: "m", in: "s")
        where event.type == .textDelta { break }
        let end = Task { await first.shutDown() }
        end.cancel()
        await end.value
        #expect(try await message.reload().task("t")?.state == .processing)
        let second = runner(LocalPlanner())
        await second.start()
        #expect(try await completed("m").text == "You asked: x")
        await second.shutDown()
    }

    /// A task that can't be started isn't in the queue.
    @Test func whatCannotBeStartedIsNotDone() async throws {
        let message = try await manager.createMessage("m", in: "s", isComplete: true)
        let runner = runner(LocalPlanner())
        let request = PlannerRequest(taskID: "t", description: "x")
        await #expect(throws: MessagesError.self) { try await runner.submit(request, to: message) }
        #expect(try await client.xlen(TaskRunner.key) == 0)
    }
}
