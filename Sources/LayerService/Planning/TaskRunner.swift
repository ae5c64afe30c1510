import LayerSupport
import Logging
import MartletClient
import StatelessMessages

/// Runs planners in the background, so many at a time.
actor TaskRunner {
    private let planner: any Planner
    private let limit: Int
    private let logger: Logger
    private var running: [String: Task<Void, Never>] = [:]
    private var isShutDown = false

    init(_ planner: any Planner, limit: Int, logger: Logger) {
        self.planner = planner
        self.limit = limit
        self.logger = logger
    }

    /// Starts a task in a message, and returns once subscribers can see that.
    ///
    /// - Throws: ``ServiceProblem`` if there are too many; what the message throws.
    func start(_ request: PlannerRequest, in message: Message) async throws {
        guard !isShutDown else { throw ServiceProblem.unavailable("the instance is being stopped") }
        guard running.count < limit else {
            throw ServiceProblem.unavailable("there are \(running.count) tasks, which is the most")
        }
        // The place is taken before anybody else's turn comes.
        let (started, continuation) = AsyncStream<Bool>.makeStream()
        let key = ContentBlock.newID()
        running[key] = Task {
            for await isStarted in started where isStarted { await self.run(request, message) }
            running[key] = nil
        }
        defer { continuation.finish() }
        try await message.startTask(
            request.taskID, type: request.workflow.rawValue,
            parameters: [
                "task_description": .string(request.description),
                "max_iterations": .integer(request.maximumIterations),
            ])
        continuation.yield(true)
    }

    /// Takes no more tasks, and waits for those that run. If the wait is cancelled they are given up, and
    /// their messages say so.
    func shutDown() async {
        isShutDown = true
        let tasks = Array(running.values)
        await withTaskCancellationHandler {
            for task in tasks { await task.value }
        } onCancel: {
            for task in tasks { task.cancel() }
        }
    }

    /// Waits until nothing runs.
    func waitUntilIdle() async {
        for task in Array(running.values) { await task.value }
    }

    private nonisolated func run(_ request: PlannerRequest, _ message: Message) async {
        do {
            try await planner.run(request, into: message)
            try await message.updateTask(request.taskID, .completed)
            try await message.complete()
        } catch {
            logger.warning("a task has failed: \(error)")
            // A task of its own, since this one may be cancelled. Errors here hide none.
            let reason = error is CancellationError ? "the instance was stopped" : "\(error)"
            await Task {
                _ = try? await message.updateTask(request.taskID, .failed, error: reason)
                _ = try? await message.publish(.error, ["error": .string(reason)])
                try? await message.complete()
            }.value
        }
    }
}
