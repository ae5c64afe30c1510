import LayerSupport
import Logging
import MartletClient
import StatelessMessages
import Synchronization
import Testing

@testable import LayerService

/// Tasks, and the planner that needs no model.
@Suite struct PlanningTests {
    /// Runs a task; returns its message once it is complete.
    private func run(
        _ workflow: Workflow, _ description: String, iterations: Int = 3
    ) async throws -> MessageSnapshot {
        let client = try MemoryClient()
        let message = try await MessageManager(client).getOrCreateMessage("m", in: "s")
        let runner = TaskRunner(LocalPlanner(), limit: 1, logger: Logger(label: "test"))
        try await runner.start(
            PlannerRequest(
                taskID: "t", description: description, workflow: workflow,
                maximumIterations: iterations), in: message)
        await runner.shutDown()
        return try await message.reload()
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

    /// Waits until it is given up.
    private struct EndlessPlanner: Planner {
        func run(_ request: PlannerRequest, into message: Message) async throws {
            try await ManualLayerClock().sleep(for: .seconds(1))
        }
    }

    @Test func failuresAreTold() async throws {
        let message = try await MessageManager(try MemoryClient()).getOrCreateMessage("m", in: "s")
        let runner = TaskRunner(FailingPlanner(), limit: 1, logger: Logger(label: "test"))
        try await runner.start(PlannerRequest(taskID: "t", description: "x"), in: message)
        await runner.shutDown()
        let snapshot = try await message.reload()
        #expect(snapshot.text == "well" && snapshot.isComplete)
        #expect(snapshot.task("t")?.state == .failed && snapshot.task("t")?.error == "no idea")
    }

    @Test func tasksHaveALimitAndAreGivenUpAtTheEnd() async throws {
        let manager = MessageManager(try MemoryClient())
        let message = try await manager.getOrCreateMessage("m", in: "s")
        let runner = TaskRunner(EndlessPlanner(), limit: 1, logger: Logger(label: "test"))
        let request = PlannerRequest(taskID: "t", description: "x")
        try await runner.start(request, in: message)
        await #expect(throws: ServiceProblem.self) { try await runner.start(request, in: message) }
        let end = Task { await runner.shutDown() }
        end.cancel()
        await end.value
        #expect(try await message.reload().task("t")?.error == "the instance was stopped")
        #expect(try await message.reload().isComplete)
        await #expect(throws: ServiceProblem.self) { try await runner.start(request, in: message) }
    }

    /// A task that can't be started takes no place.
    @Test func whatCannotBeStartedTakesNoPlace() async throws {
        let manager = MessageManager(try MemoryClient())
        let message = try await manager.getOrCreateMessage("m", in: "s")
        try await message.complete()
        let runner = TaskRunner(LocalPlanner(), limit: 1, logger: Logger(label: "test"))
        let request = PlannerRequest(taskID: "t", description: "x")
        for _ in 0..<3 {
            await #expect(throws: MessagesError.self) {
                try await runner.start(request, in: message)
            }
            await runner.waitUntilIdle()
        }
        await runner.shutDown()
    }
}
