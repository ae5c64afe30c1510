import ClientTestSupport
import LayerSupport
import MartletClient
import Testing

@testable import StatelessMessages

/// Queues and workers, on every server.
@Suite struct QueueTests {
    private static let targets = ClientTarget.allCases

    /// What Python's `json.dumps` writes.
    @Test(arguments: targets) func jobsAreTheDocuments(target: ClientTarget) async throws {
        try await target.withClient { test async throws in
            let key = test.key("task_queue")
            let queue = ListTaskQueue(test.client, key: key)
            try await queue.add(TaskJob(messageID: "m:1", taskID: "ü"))
            try await queue.add(TaskJob(messageID: "m:2", taskID: "t"))
            #expect(
                try await test.client.lrange(key) == [
                    #"{"message_id": "m:2", "task_id": "t"}"#,
                    #"{"message_id": "m:1", "task_id": "\u00fc"}"#,
                ])
            try await test.client.rpush(key, "nonsense")
            let first = try await queue.next(waitingAtMost: nil)
            #expect(first?.job == TaskJob(messageID: "m:1", taskID: "ü"))
            if let first { try await queue.giveBack(first) }
            #expect(try await queue.next(waitingAtMost: nil) == first)
            #expect(try await queue.next(waitingAtMost: nil)?.job.messageID == "m:2")
            #expect(try await queue.next(waitingAtMost: .milliseconds(1)) == nil)
        }
    }

    /// A job that was taken is done, although no replica knows that it was.
    @Test func aJobThatNoReplicaKnowsOf() async throws {
        var options = RedisOptions()
        options.writeConcern = RedisWriteConcern(replicas: 1, timeout: .milliseconds(5))
        try await ClientTarget.redis.withClient(options: options) { test async throws in
            let queue = ListTaskQueue(test.client, key: test.key("task_queue"))
            let job = TaskJob(messageID: "m", taskID: "t")
            for wait in [nil, Duration.milliseconds(1)] {
                let error = await redisError { try await queue.add(job) }
                #expect(error?.code == .notReplicated)
                #expect(try await queue.next(waitingAtMost: wait)?.job == job)
            }
            #expect(try await queue.next(waitingAtMost: .milliseconds(1)) == nil)
        }
    }

    @Test(arguments: targets) func workersDoTasks(target: ClientTarget) async throws {
        try await target.withClient { test async throws in
            for queue in queues(test) {
                let instance = Instance(test.client)
                let message = try await instance.message(unique("m"))
                try await instance.manager.submitTask(
                    "t", type: "sum", parameters: ["numbers": [1, 2]], to: message, through: queue)
                let worker = Worker(instance.another().manager, queue: queue) { work in
                    try await work.report(progress: 0.5)
                    let numbers = work.task.parameters["numbers"]?.elements ?? []
                    return .text("\(numbers.compactMap(\.intValue).reduce(0, +))")
                }
                let job = TaskJob(messageID: message.id, taskID: "t")
                #expect(try await worker.runOnce() == .completed(job))
                #expect(try await message.reload().contentBlocks.map(\.data) == ["3"])
                #expect(
                    try await instance.types(message.id).dropFirst() == [
                        "TASK_STARTED", "TASK_PROGRESS", "TASK_PROGRESS", "TASK_COMPLETED",
                    ])
                // The same job once more is no work.
                try await queue.add(job)
                #expect(try await worker.runOnce() == .dropped(job))
                #expect(try await worker.runOnce(waitingAtMost: .milliseconds(5)) == .idle)
            }
        }
    }

    private struct Broken: Error, CustomStringConvertible {
        let description = "the machine is broken"
    }

    @Test(arguments: targets) func failuresAreTold(target: ClientTarget) async throws {
        try await target.withClient { test async throws in
            for queue in queues(test) {
                let instance = Instance(test.client)
                let message = try await instance.message(unique("m"))
                try await instance.manager.submitTask("t", type: "x", to: message, through: queue)
                let worker = Worker(instance.manager, queue: queue) { _ in throw Broken() }
                let job = TaskJob(messageID: message.id, taskID: "t")
                #expect(try await worker.runOnce() == .failed(job))
                #expect(try await message.reload().task("t")?.error == "the machine is broken")
                #expect(try await queue.next(waitingAtMost: .milliseconds(5)) == nil)
                let gone = TaskJob(messageID: unique("?"), taskID: "t")
                try await queue.add(gone)
                #expect(try await worker.runOnce() == .dropped(gone))
            }
        }
    }

    private func queues(_ test: TestClient) -> [any TaskQueue] {
        [
            ListTaskQueue(test.client, key: test.key("list")),
            GroupTaskQueue(test.client, key: test.key("group")),
        ]
    }
}
