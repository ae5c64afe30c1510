import ClientTestSupport
import LayerSupport
import MartletClient
import Testing

@testable import StatelessMessages

/// Workers that die, fail, or can't reach Redis.
@Suite struct WorkerTests {
    private static let targets = ClientTarget.allCases
    private static let job = TaskJob(messageID: "m", taskID: "t")

    /// BRPOP took the job out of Redis, and it was gone with the worker.
    @Test(arguments: targets) func deadWorkersLoseNoJob(target: ClientTarget) async throws {
        try await target.withClient { test async throws in
            let key = test.key("jobs")
            let dead = GroupTaskQueue(test.client, key: key, patience: .milliseconds(1))
            let other = GroupTaskQueue(test.client, key: key, patience: .milliseconds(1))
            try await dead.add(Self.job)
            let lost = try #require(try await dead.next(waitingAtMost: nil))
            #expect(lost.attempt == 1)
            let found = try #require(try await other.next(waitingAtMost: nil))
            #expect(found.job == Self.job)
            #expect(found.attempt == 2)
            #expect(try await !dead.renew(lost))
            try await other.finish(found)
            #expect(try await other.next(waitingAtMost: .milliseconds(3)) == nil)
            #expect(try await test.client.xlen(key) == 0)
        }
    }

    @Test(arguments: targets) func busyWorkersKeepTheirJobs(target: ClientTarget) async throws {
        try await target.withClient { test async throws in
            let key = test.key("jobs")
            let busy = GroupTaskQueue(test.client, key: key)
            let other = GroupTaskQueue(test.client, key: key)
            try await busy.add(Self.job)
            let own = try #require(try await busy.next(waitingAtMost: nil))
            #expect(try await other.next(waitingAtMost: .milliseconds(3)) == nil)
            #expect(try await busy.renew(own))
            try await busy.giveBack(own)
            #expect(try await other.next(waitingAtMost: .seconds(5))?.job == Self.job)
        }
    }

    /// Whoever leaves loses no job by it.
    @Test(arguments: targets) func workersLeave(target: ClientTarget) async throws {
        try await target.withClient { test async throws in
            let key = test.key("jobs")
            let queue = GroupTaskQueue(test.client, key: key)
            try await queue.leave()
            try await queue.add(Self.job)
            let job = try #require(try await queue.next(waitingAtMost: nil))
            try await queue.leave()
            #expect(try await queue.count() == 1)
            #expect(try await queue.renew(job))
            try await queue.finish(job)
            #expect(try await queue.count() == 0)
            try await queue.leave()
            let names = try await test.client.send("XINFO", "CONSUMERS", key, "workers")
            #expect(names.elements?.isEmpty == true)
        }
    }

    @Test(arguments: targets) func queuesThatAreGoneBeginAnew(target: ClientTarget) async throws {
        try await target.withClient { test async throws in
            let key = test.key("jobs")
            let queue = GroupTaskQueue(test.client, key: key)
            try await queue.add(Self.job)
            let job = try #require(try await queue.next(waitingAtMost: nil))
            try await test.client.del(key)
            try await queue.finish(job)
            #expect(try await !queue.renew(job))
            #expect(try await queue.next(waitingAtMost: .milliseconds(3)) == nil)
            try await queue.add(Self.job)
            #expect(try await queue.next(waitingAtMost: nil)?.job == Self.job)
        }
    }

    /// A task that workers die of isn't tried for ever.
    @Test(arguments: targets) func deadlyTasksFail(target: ClientTarget) async throws {
        try await target.withClient { test async throws in
            let instance = Instance(test.client)
            let message = try await instance.message(unique("m"))
            let queue = GroupTaskQueue(
                test.client, key: test.key("jobs"), patience: .milliseconds(1))
            try await instance.manager.submitTask("t", type: "x", to: message, through: queue)
            for _ in 0..<2 { _ = try await queue.next(waitingAtMost: nil) }
            let worker = Worker(instance.manager, queue: queue, mostAttempts: 2) { _ in nil }
            let job = TaskJob(messageID: message.id, taskID: "t")
            #expect(try await worker.runOnce() == .failed(job))
            #expect(
                try await message.reload().task("t")?.error == "given up after 2 attempts")
        }
    }

    /// A worker that slept while another began its task changes nothing any more, whether it wakes by
    /// itself or is told by the queue.
    @Test(arguments: targets) func silentWorkersLoseTheirTasks(target: ClientTarget) async throws {
        try await target.withClient { test async throws in
            for wakes in [true, false] {
                let key = test.key("jobs:\(wakes)")
                try await loseTask(Instance(test.client), key: key, wakes: wakes)
            }
        }
    }

    private func loseTask(_ instance: Instance, key: String, wakes: Bool) async throws {
        let message = try await instance.message(unique("m"))
        let queues = (0..<2).map { _ in
            GroupTaskQueue(instance.client, key: key, patience: .milliseconds(1))
        }
        try await instance.manager.submitTask("t", type: "x", to: message, through: queues[0])
        let (waking, waker) = AsyncStream<Void>.makeStream()
        let (sleeping, sleeper) = AsyncStream<Void>.makeStream()
        let late = Worker(instance.manager, queue: queues[0], clock: instance.clock) { work in
            try await work.message.appendText("late")
            sleeper.yield()
            for await _ in waking { break }
            try await work.message.appendText("r")
            return nil
        }
        let lost = Task { try await late.runOnce() }
        for await _ in sleeping { break }
        let worker = Worker(instance.manager, queue: queues[1], clock: instance.clock) { work in
            try await work.message.appendText("in time")
            return .text("done")
        }
        let job = TaskJob(messageID: message.id, taskID: "t")
        #expect(try await worker.runOnce() == .completed(job))
        if wakes {
            waker.yield()
        } else {
            await instance.clock.waitForSleepers(1)
            instance.clock.advance(by: .seconds(1))
        }
        #expect(try await lost.value == .lost(job))
        #expect(try await message.reload().text == "in time")
        #expect(try await message.reload().contentBlocks.map(\.data) == ["done"])
        #expect(try await queues[1].next(waitingAtMost: .milliseconds(3)) == nil)
    }

    @Test(arguments: targets) func cancelledWorkersGiveBack(target: ClientTarget) async throws {
        try await target.withClient { test async throws in
            let queues: [any TaskQueue] = [
                ListTaskQueue(test.client, key: test.key("list")),
                GroupTaskQueue(test.client, key: test.key("group")),
            ]
            for queue in queues {
                let instance = Instance(test.client)
                let message = try await instance.message(unique("m"))
                try await instance.manager.submitTask("t", type: "x", to: message, through: queue)
                let begun = Counter()
                let worker = Worker(instance.manager, queue: queue) { _ in
                    begun.increment()
                    try await Task.sleep(for: .seconds(600))
                    return nil
                }
                let task = Task { try await worker.run() }
                while begun.count == 0 { await Task.yield() }
                task.cancel()
                await #expect(throws: CancellationError.self) { try await task.value }
                let next = Worker(instance.manager, queue: queue) { _ in .text("done") }
                let job = TaskJob(messageID: message.id, taskID: "t")
                #expect(try await next.runOnce() == .completed(job))
                #expect(try await message.reload().contentBlocks.map(\.data) == ["done"])
            }
        }
    }

    private struct Broken: Error, Hashable {}

    /// That the failure couldn't be written was all that the original told.
    @Test func theFirstErrorCounts() async throws {
        let memory = try MemoryClient()
        let client = SwitchedClient(memory)
        let instance = Instance(client)
        let message = try await instance.message("m")
        let queue = GroupTaskQueue(memory, patience: .milliseconds(1))
        try await instance.manager.submitTask("t", type: "x", to: message, through: queue)
        let worker = Worker(instance.manager, queue: queue) { _ in
            client.isAway = true
            throw Broken()
        }
        await #expect(throws: Broken()) { _ = try await worker.runOnce() }
        client.isAway = false
        // The job is there still, and done by the next.
        let next = Worker(instance.manager, queue: queue) { _ in .text("done") }
        #expect(try await next.runOnce() == .completed(TaskJob(messageID: "m", taskID: "t")))
    }

    @Test func tasksThatReachNoQueueFail() async throws {
        let memory = try MemoryClient()
        let away = SwitchedClient(memory)
        away.isAway = true
        let instance = Instance(memory)
        let message = try await instance.message("m")
        let queue = ListTaskQueue(away)
        let error = await redisError {
            try await instance.manager.submitTask("t", type: "x", to: message, through: queue)
        }
        #expect(error?.code == .connection)
        #expect(message.snapshot.task("t")?.state == .failed)
    }

    /// A worker outlasts that Redis is away.
    @Test func workersWaitForRedis() async throws {
        let client = SwitchedClient(try MemoryClient())
        let instance = Instance(client)
        let message = try await instance.message("m")
        let queue = ListTaskQueue(client)
        try await instance.manager.submitTask("t", type: "x", to: message, through: queue)
        client.isAway = true
        let worker = Worker(instance.manager, queue: queue, clock: instance.clock) { _ in
            .text("done")
        }
        let task = Task { try await worker.run() }
        await instance.clock.waitForSleepers(1)
        client.isAway = false
        instance.clock.advance(by: .seconds(1))
        while try await message.reload().pendingTasks != [] { await Task.yield() }
        task.cancel()
        _ = await task.result
        #expect(message.snapshot.tasks.map(\.state) == [.completed])
    }

    @Test func longTasksAreRenewed() async throws {
        let client = try MemoryClient()
        let instance = Instance(client)
        let message = try await instance.message("m")
        let queue = GroupTaskQueue(client, patience: .seconds(30))
        try await instance.manager.submitTask("t", type: "x", to: message, through: queue)
        let clock = instance.clock
        let worker = Worker(instance.manager, queue: queue, clock: clock) { _ in
            await clock.waitForSleepers(1)
            clock.advance(by: .seconds(10))
            // It sleeps again once it has renewed.
            await clock.waitForSleepers(1)
            return nil
        }
        #expect(try await worker.runOnce() == .completed(TaskJob(messageID: "m", taskID: "t")))
    }
}
