public import LayerSupport
public import Logging
import MartletClient

/// A task that a worker has to do.
public struct TaskWork: Sendable {
    /// The message that the task belongs to.
    public let message: Message
    /// The task.
    public let task: MessageTask
    /// How often a worker began it, this time included.
    public let attempt: Int

    /// Tells the message's subscribers how much is done, from 0 to 1.
    ///
    /// - Throws: ``MessagesError`` if the message is gone or complete; `RedisError`.
    public func report(progress: Double) async throws {
        try await message.updateTask(task.id, .processing, progress: progress)
    }
}

/// Takes tasks from a queue, has them done, and writes what comes of it into their messages.
///
///     let worker = Worker(manager, queue: queue) { work in
///         try await work.report(progress: 0.5)
///         return .text(try await answer(work.task.parameters))
///     }
///     try await worker.run()      // until the task is cancelled
///
/// A task that ended before isn't done again, and one that fails is `FAILED` with its error. A worker
/// that is cancelled gives its job back. Whoever gets a job that another worker began begins it anew:
/// what that one has added to the message is taken back, and what it still tries to is refused.
public struct Worker: Sendable {
    /// Does a task: returns what it brings, nil if that is nothing, or throws why it fails.
    public typealias Handler = @Sendable (TaskWork) async throws -> ContentBlock?

    /// What came of a look into the queue.
    public enum Outcome: Hashable, Sendable {
        /// No job came in the time.
        case idle
        /// The task was done.
        case completed(TaskJob)
        /// The task failed, and its message says so.
        case failed(TaskJob)
        /// There was nothing to do: the task had ended, or its message is gone or complete.
        case dropped(TaskJob)
        /// Another worker has begun the task meanwhile.
        case lost(TaskJob)
    }

    private let manager: MessageManager
    private let queue: any TaskQueue
    private let clock: any LayerClock
    private let mostAttempts: Int
    private let completesMessages: Bool
    private let logger: Logger?
    private let handler: Handler

    /// Makes a worker.
    ///
    /// - Parameters:
    ///   - mostAttempts: How often a job is begun that workers die of; then the task fails.
    ///   - completesMessages: Whether the end of a task completes its message, in the same step.
    public init(
        _ manager: MessageManager, queue: any TaskQueue, mostAttempts: Int = 5,
        completesMessages: Bool = false, clock: any LayerClock = .system, logger: Logger? = nil,
        handler: @escaping Handler
    ) {
        self.manager = manager
        self.queue = queue
        self.mostAttempts = mostAttempts
        self.completesMessages = completesMessages
        self.clock = clock
        self.logger = logger
        self.handler = handler
    }

    /// Does one task after the other until it is cancelled. While Redis is away it waits for it.
    ///
    /// - Throws: `CancellationError`; `RedisError` if the client was closed.
    public func run() async throws {
        var failures = 0
        while true {
            try Task.checkCancellation()
            do {
                _ = try await runOnce()
                failures = 0
            } catch let error as RedisError where error.code == .closed {
                throw error
            } catch {
                try Task.checkCancellation()
                failures += 1
                logger?.error("a task could not be done", metadata: ["error": "\(error)"])
                let delay = Duration.milliseconds(50) * (1 << min(failures - 1, 6))
                try await clock.sleep(for: delay)
            }
        }
    }

    /// Waits for a job, and does it.
    ///
    /// - Parameter wait: How long to wait; for ever if nil.
    /// - Throws: `CancellationError`, and `RedisError` if Redis is away: then the job goes back, as far
    ///   as that is possible.
    public func runOnce(waitingAtMost wait: Duration? = nil) async throws -> Outcome {
        guard let delivery = try await queue.next(waitingAtMost: wait) else { return .idle }
        return try await work(on: delivery)
    }

    /// Does a job that the queue has delivered.
    ///
    /// - Throws: As ``runOnce(waitingAtMost:)``.
    public func work(on delivery: TaskDelivery) async throws -> Outcome {
        do {
            let outcome = try await perform(delivery)
            // Whoever has the job now removes it.
            if case .lost = outcome { return outcome }
            try await queue.finish(delivery)
            return outcome
        } catch {
            await giveBack(delivery)
            throw error
        }
    }

    private func perform(_ delivery: TaskDelivery) async throws -> Outcome {
        let job = delivery.job
        do {
            let shared = try await manager.message(job.messageID)
            guard let shared, let (message, task) = try await shared.begin(job.taskID) else {
                return .dropped(job)
            }
            guard delivery.attempt <= mostAttempts else {
                let reason = "given up after \(mostAttempts) attempts"
                try await message.updateTask(
                    job.taskID, .failed, error: reason, completesMessage: completesMessages)
                return .failed(job)
            }
            let work = TaskWork(message: message, task: task, attempt: delivery.attempt)
            return try await perform(work, delivery)
        } catch let error as MessagesError {
            switch error.code {
            case .messageMissing, .messageComplete, .taskMissing: return .dropped(job)
            case .taskTaken: return .lost(job)
            default: throw error
            }
        }
    }

    private func perform(
        _ work: TaskWork, _ delivery: TaskDelivery
    ) async throws -> Outcome {
        let content: ContentBlock?
        do {
            content = try await renewing(delivery) { try await handler(work) }
        } catch let error as MessagesError where error.code == .taskTaken {
            throw error
        } catch {
            try Task.checkCancellation()
            return try await fail(delivery.job, of: work.message, error)
        }
        try await work.message.updateTask(
            work.task.id, .completed, content: content, completesMessage: completesMessages)
        return .completed(delivery.job)
    }

    /// Writes that a task failed. If that fails as well, it is the first error that counts.
    private func fail(
        _ job: TaskJob, of message: Message, _ error: any Error
    ) async throws -> Outcome {
        do {
            try await message.updateTask(
                job.taskID, .failed, error: "\(error)", completesMessage: completesMessages)
            return .failed(job)
        } catch let second as MessagesError {
            throw second
        } catch let second {
            logger?.error(
                "that a task failed could not be written", metadata: ["error": "\(second)"])
            throw error
        }
    }

    /// Calls `body`, and tells the queue meanwhile that the job is worked on. If another worker has it
    /// nevertheless, `body` is cancelled.
    private func renewing(
        _ delivery: TaskDelivery, _ body: @escaping @Sendable () async throws -> ContentBlock?
    ) async throws -> ContentBlock? {
        guard let interval = queue.renewalInterval else { return try await body() }
        return try await withThrowingTaskGroup(of: ContentBlock?.self) { group in
            group.addTask { try await body() }
            group.addTask {
                while true {
                    try await clock.sleep(for: interval)
                    // While Redis is away nobody else gets the job either.
                    guard (try? await queue.renew(delivery)) ?? true else {
                        throw MessagesError.taskTaken(delivery.job.taskID)
                    }
                }
            }
            defer { group.cancelAll() }
            return try await group.next() ?? nil
        }
    }

    /// Gives a job back, also if the worker's task is cancelled.
    private func giveBack(_ delivery: TaskDelivery) async {
        let (queue, logger) = (queue, logger)
        await Task {
            do {
                try await queue.giveBack(delivery)
            } catch {
                logger?.error("a job could not be given back", metadata: ["error": "\(error)"])
            }
        }.value
    }
}
