public import MartletClient

/// The queue of the documents: a list, which Python programs share. A job that a worker has taken is
/// nowhere else: it is lost if the worker dies. ``GroupTaskQueue`` loses none.
public struct ListTaskQueue: TaskQueue {
    private let client: any RedisClient
    private let key: String

    /// Makes a queue of what a client reaches.
    public init(_ client: any RedisClient, key: String = MessageKeyScheme.taskQueue) {
        self.client = client
        self.key = key
    }

    /// Nil: nobody asks.
    public var renewalInterval: Duration? { nil }

    /// Adds a job behind all others.
    public func add(_ job: TaskJob) async throws {
        try await client.lpush(key, job.text)
    }

    /// Returns the next job, or nil if none came in the time. What is no job is dropped.
    public func next(waitingAtMost wait: Duration?) async throws -> TaskDelivery? {
        while let text = try await pop(waitingAtMost: wait) {
            guard let job = TaskJob(text: text) else { continue }
            return TaskDelivery(job: job, attempt: 1, receipt: nil)
        }
        return nil
    }

    /// Takes a text out of the list. That too few replicas know of it is no reason to lose it.
    private func pop(waitingAtMost wait: Duration?) async throws -> String? {
        do {
            return try await client.brpop(key, timeout: wait)?.value
        } catch let error as RedisError where error.code == .notReplicated {
            guard let text = error.replies.first?.elements?.last?.text else { throw error }
            return text
        }
    }

    /// Does nothing: the job was removed when it was taken.
    public func finish(_ delivery: TaskDelivery) async throws {}

    /// Puts the job where it is the next.
    public func giveBack(_ delivery: TaskDelivery) async throws {
        try await client.rpush(key, delivery.job.text)
    }

    /// Returns true: nobody else gets the job.
    public func renew(_ delivery: TaskDelivery) async throws -> Bool { true }
}
