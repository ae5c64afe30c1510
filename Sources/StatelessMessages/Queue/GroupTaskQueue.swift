public import MartletClient
import Foundation
import MartletRESP

/// A queue that loses no job: a stream with a group of workers. A job is there until it is finished; if
/// its worker is silent for a while, another gets it.
public struct GroupTaskQueue: TaskQueue {
    /// The name of this worker in the group.
    public let consumer: String
    private let client: any RedisClient
    private let key: String
    private let group: String
    private let patience: Duration

    /// Makes a queue of what a client reaches.
    ///
    /// - Parameters:
    ///   - consumer: A name that no other worker has; a new one by default.
    ///   - patience: How long a worker may be silent until another gets its job.
    public init(
        _ client: any RedisClient, key: String = MessageKeyScheme.taskQueue + ":jobs",
        group: String = "workers", consumer: String = UUID().uuidString,
        patience: Duration = .seconds(60)
    ) {
        self.client = client
        self.key = key
        self.group = group
        self.consumer = consumer
        self.patience = patience
    }

    /// A third of the time that a worker may be silent.
    public var renewalInterval: Duration? { patience / 3 }

    /// Adds a job behind all others.
    public func add(_ job: TaskJob) async throws {
        try await client.xadd(
            key, [(name: "message_id", value: job.messageID), (name: "task_id", value: job.taskID)])
    }

    /// Returns how many jobs there are: those that wait, and those that workers have.
    public func count() async throws -> Int {
        try await client.xlen(key)
    }

    /// Returns the next job: one that a silent worker had, else a new one; nil if none came in the time.
    public func next(waitingAtMost wait: Duration?) async throws -> TaskDelivery? {
        var left = wait
        while true {
            try Task.checkCancellation()
            // Nobody wakes a worker when another falls silent, so that it looks now and then.
            let slice = min(left ?? patience, max(patience / 2, .milliseconds(1)))
            let delivery = try await withGroup { () async throws -> TaskDelivery? in
                if let delivery = try await claimed() { return delivery }
                return try await new(waiting: slice)
            }
            if let delivery { return delivery }
            if let rest = left {
                left = rest - slice
                guard rest > slice else { return nil }
            }
        }
    }

    /// Removes a job that is done.
    public func finish(_ delivery: TaskDelivery) async throws {
        guard let id = delivery.receipt else { return }
        // A group that is gone, as with a server that lost its data, has nothing to be acknowledged.
        try await client.transaction([.xack(key, group: group, [id]), .xdel(key, [id])])
    }

    /// Makes a job the next that a worker claims.
    public func giveBack(_ delivery: TaskDelivery) async throws {
        try await claim(delivery, idle: patience)
    }

    /// Takes the name of this worker off the group, if it has no job: it is to take none any more.
    public func leave() async throws {
        do {
            try await client.run(Self.farewell, keys: [key], arguments: [group, consumer])
        } catch let error as RedisError where error.meansNoGroup {
            return
        }
    }

    /// Tells that a job is being worked on; returns false if another worker has it.
    public func renew(_ delivery: TaskDelivery) async throws -> Bool {
        try await claim(delivery, idle: .zero)
    }
}

extension GroupTaskQueue {
    /// Says for how long a job of this worker has been silent, if it has it; returns whether it does.
    ///
    /// `KEYS` stream; `ARGV` group, worker, the job's id, milliseconds.
    private static let touch = RedisScript(
        """
        local row = redis.call('XPENDING', KEYS[1], ARGV[1], ARGV[3], ARGV[3], 1)[1]
        if not row or row[2] ~= ARGV[2] then return 0 end
        redis.call('XCLAIM', KEYS[1], ARGV[1], ARGV[2], 0, ARGV[3], 'IDLE', ARGV[4], 'JUSTID')
        return 1
        """)

    /// Removes a worker that has no job.
    ///
    /// `KEYS` stream; `ARGV` group, worker.
    private static let farewell = RedisScript(
        """
        local rows = redis.call('XPENDING', KEYS[1], ARGV[1], '-', '+', 1, ARGV[2])
        if #rows == 0 then redis.call('XGROUP', 'DELCONSUMER', KEYS[1], ARGV[1], ARGV[2]) end
        return #rows
        """)

    @discardableResult
    private func claim(_ delivery: TaskDelivery, idle: Duration) async throws -> Bool {
        guard let id = delivery.receipt else { return false }
        let milliseconds = idle > .zero ? idle.wholeMilliseconds : 0
        let reply = try await withGroup {
            try await client.run(
                Self.touch, keys: [key], arguments: [group, consumer, id, milliseconds])
        }
        return reply.intValue == 1
    }

    private func claimed() async throws -> TaskDelivery? {
        var next = "0-0"
        repeat {
            let claim = try await client.xautoclaim(
                key, group: group, consumer: consumer, minIdle: patience, from: next, count: 1)
            for entry in claim.entries {
                if let delivery = try await delivery(of: entry, isNew: false) { return delivery }
            }
            next = claim.next
        } while next != "0-0"
        return nil
    }

    private func new(waiting time: Duration) async throws -> TaskDelivery? {
        let entries = try await client.xreadgroup(
            key, group: group, consumer: consumer, count: 1,
            block: time > .zero ? .atMost(time) : nil)
        guard let entry = entries.first else { return nil }
        return try await delivery(of: entry, isNew: true)
    }

    /// Returns an entry as a job; nil if it is none: such a one is removed.
    private func delivery(
        of entry: RedisStreamEntry, isNew: Bool
    ) async throws -> TaskDelivery? {
        guard let messageID = entry["message_id"], let taskID = entry["task_id"] else {
            try await client.transaction([
                .xack(key, group: group, [entry.id]), .xdel(key, [entry.id]),
            ])
            return nil
        }
        var attempt = 1
        if !isNew {
            let rows = try await client.send("XPENDING", key, group, entry.id, entry.id, 1)
            attempt = rows.elements?.first?.elements?.last?.intValue ?? 1
        }
        return TaskDelivery(
            job: TaskJob(messageID: messageID, taskID: taskID), attempt: attempt,
            receipt: entry.id)
    }

    /// Calls `body`, and again once the group was made, if there was none.
    private func withGroup<Result>(
        _ body: () async throws -> Result
    ) async throws -> Result {
        do {
            return try await body()
        } catch let error as RedisError where error.meansNoGroup {
            try await client.xgroupCreate(key, group: group, after: "0")
            return try await body()
        }
    }
}

extension RedisError {
    /// Whether there is no such group; a script tells it within another text.
    fileprivate var meansNoGroup: Bool { code == .noGroup || message.contains("NOGROUP") }
}
