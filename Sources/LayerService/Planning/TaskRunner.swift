import Foundation
import LayerSupport
import Logging
import MartletClient
import StatelessMessages

/// Puts tasks into the queue that all instances share, and does those that come from it, so many at a
/// time. A task whose instance dies is begun anew by another.
actor TaskRunner {
    /// How many tasks there may be.
    struct Bounds: Sendable {
        /// How many an instance does at a time.
        var running = 64
        /// How many wait or run, of all instances.
        var queued = 10_000
        /// How long an instance may be silent until another does its tasks.
        var lease = Duration.seconds(30)
    }

    private let manager: MessageManager
    private let queue: GroupTaskQueue
    private let worker: Worker
    private let bounds: Bounds
    private let clock: any LayerClock
    private let logger: Logger
    private var taker: Task<Void, Never>?
    private var running: [String: Task<Void, Never>] = [:]
    /// The taker, if it waits for one of those that run to end.
    private var waiter: CheckedContinuation<Void, Never>?

    /// The key of the queue.
    static let key = MessageKeyScheme.taskQueue + ":planner"

    /// Makes a runner.
    init(
        _ planner: any Planner, _ manager: MessageManager,
        bounds: Bounds = Bounds(), clock: any LayerClock = .system, logger: Logger
    ) {
        self.manager = manager
        self.bounds = bounds
        self.clock = clock
        self.logger = logger
        queue = GroupTaskQueue(
            manager.client, key: Self.key,
            consumer: "\(ProcessInfo.processInfo.processIdentifier):\(ContentBlock.newID())",
            patience: bounds.lease)
        worker = Worker(
            manager, queue: queue, completesMessages: true, clock: clock, logger: logger
        ) { work in
            try await planner.run(PlannerRequest(work.task), into: work.message)
            return nil
        }
    }

    /// Refuses more tasks than there may be.
    ///
    /// - Throws: ``ServiceProblem``; `RedisError`.
    func requireRoom() async throws {
        let count = try await queue.count()
        guard count < bounds.queued else {
            throw ServiceProblem.unavailable("there are \(count) tasks, which is the most")
        }
    }

    /// Begins a task of a message, and puts it into the queue.
    ///
    /// - Throws: What the message throws.
    func submit(_ request: PlannerRequest, to message: Message) async throws {
        try await manager.submitTask(
            request.taskID, type: request.workflow.rawValue, parameters: request.parameters,
            to: message, through: queue)
    }

    /// Begins to take tasks.
    func start() {
        guard taker == nil else { return }
        taker = Task { await takeTasks() }
    }

    /// Takes no more tasks, and waits for those that run. If the wait is cancelled they are given back, so
    /// that another instance does them.
    func shutDown() async {
        taker?.cancel()
        wakeTaker()
        await taker?.value
        let tasks = Array(running.values)
        await withTaskCancellationHandler {
            for task in tasks { await task.value }
        } onCancel: {
            for task in tasks { task.cancel() }
        }
        // If that fails, it is but a name that stays.
        if taker != nil { try? await queue.leave() }
    }

    private func takeTasks() async {
        var failures = 0
        while !Task.isCancelled {
            if running.count >= bounds.running {
                await withCheckedContinuation { waiter = $0 }
                continue
            }
            do {
                if let delivery = try await queue.next(waitingAtMost: nil) { begin(delivery) }
                failures = 0
            } catch let error as RedisError where error.code == .closed {
                return
            } catch {
                if Task.isCancelled { return }
                failures += 1
                if failures == 1 { logger.warning("tasks can't be had: \(error)") }
                try? await clock.sleep(for: .milliseconds(50) * (1 << min(failures - 1, 6)))
            }
        }
    }

    private func begin(_ delivery: TaskDelivery) {
        let key = ContentBlock.newID()
        running[key] = Task {
            do {
                _ = try await worker.work(on: delivery)
            } catch {
                logger.warning("a task could not be done, and was given back: \(error)")
            }
            running[key] = nil
            wakeTaker()
        }
    }

    private func wakeTaker() {
        waiter?.resume()
        waiter = nil
    }
}
