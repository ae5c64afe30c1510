/// A task of a message that waits for a worker.
public struct TaskJob: Hashable, Sendable {
    /// The message.
    public let messageID: String
    /// The task.
    public let taskID: String

    /// Makes a job.
    public init(messageID: String, taskID: String) {
        self.messageID = messageID
        self.taskID = taskID
    }
}

/// A job that a worker got.
public struct TaskDelivery: Hashable, Sendable {
    /// The job.
    public let job: TaskJob
    /// How often it was given to a worker, this time included; 1 where that isn't known.
    public let attempt: Int
    /// What the queue knows the delivery by; nil if it has forgotten it.
    let receipt: String?
}

/// Where tasks wait for workers, which are in other processes.
public protocol TaskQueue: Sendable {
    /// How often a worker has to tell that it works still; nil if nobody asks.
    var renewalInterval: Duration? { get }

    /// Adds a job behind all others.
    func add(_ job: TaskJob) async throws

    /// Returns the next job, or nil if none came in the time.
    ///
    /// - Parameter wait: Nil to wait for ever.
    func next(waitingAtMost wait: Duration?) async throws -> TaskDelivery?

    /// Removes a job that is done.
    func finish(_ delivery: TaskDelivery) async throws

    /// Gives a job back that isn't done, so that another worker gets it.
    func giveBack(_ delivery: TaskDelivery) async throws

    /// Tells that a job is being worked on; returns false if another worker has it.
    func renew(_ delivery: TaskDelivery) async throws -> Bool
}
