import ClientTestSupport
import LayerSupport
import MartletClient
import Testing

@testable import UploadStatus

/// What is absorbed is absorbed once, and nothing is lost, on every server: each test fails the way the
/// original goes.
@Suite struct TemporaryMessageAccumulatorTests {
    private static let targets = ClientTarget.allCases

    private static func add(_ texts: [String], to pod: Pod, _ user: String) async throws {
        for text in texts {
            try await pod.accumulator.addMessage(
                IncomingMessage(text: text), timestamp: "2023-11-14T22:13:20Z", for: user)
        }
    }

    private static func waiting(_ pod: Pod, _ user: String) async throws -> [String] {
        try await pod.accumulator.messages.messages(of: user).compactMap(\.text)
    }

    /// The original has both pods work on m0 to m2, and drops m3 to m5 unread.
    @Test(arguments: targets) func twoPodsDontShareABatch(target: ClientTarget) async throws {
        try await target.withClient { test async throws in
            let gate = Gate()
            let podA = Pod(test.client, agent: ScriptedAgent { _ in await gate.pass() }, limit: 3)
            let podB = Pod(test.client, limit: 3)
            let user = unique("user")
            try await Self.add(["m0", "m1", "m2"], to: podA, user)
            // Both have looked before either has the lock.
            #expect(try await podA.accumulator.shouldAbsorb(user).count == 3)
            #expect(try await podB.accumulator.shouldAbsorb(user).count == 3)
            let first = Task { try await podA.accumulator.absorb(for: user) }
            await gate.waitForArrivals(1)
            try await Self.add(["m3", "m4", "m5"], to: podB, user)
            #expect(try await podB.accumulator.absorb(for: user) == .busy)
            gate.open()
            #expect(try await first.value == .absorbed(3))
            #expect(try await podB.accumulator.absorb(for: user) == .absorbed(3))
            #expect(try await podA.accumulator.absorb(for: user) == .notReady)
            #expect(podA.agent.texts == ["m0", "m1", "m2"])
            #expect(podB.agent.texts == ["m3", "m4", "m5"])
            #expect(try await !podA.accumulator.locks.userLockExists(user))
        }
    }

    /// The original absorbs m0 and m2, and removes m0 and m1.
    @Test(arguments: targets) func nothingOvertakesAPendingUpload(target: ClientTarget) async throws
    {
        try await target.withClient { test async throws in
            let gate = Gate()
            let pod = Pod(test.client, uploader: ScriptedUploader(gate: gate))
            let user = unique("user")
            try await Self.add(["m0"], to: pod, user)
            try await pod.accumulator.addMessage(
                IncomingMessage(text: "m1", imagePaths: ["a.png"]), timestamp: "t", for: user)
            try await Self.add(["m2"], to: pod, user)
            await gate.waitForArrivals(1)
            #expect(try await pod.accumulator.absorb(for: user, force: true) == .absorbed(1))
            #expect(try await Self.waiting(pod, user) == ["m1", "m2"])
            gate.open()
            await pod.manager?.shutDown()
            #expect(try await pod.accumulator.absorb(for: user, force: true) == .absorbed(2))
            #expect(pod.agent.texts == ["m0", "m1", "m2"])
            #expect(pod.agent.contents.last?.messages.first?.images.count == 1)
        }
    }

    /// The original has removed messages and statuses when the model fails.
    @Test(arguments: targets) func aModelThatFailsLosesNothing(target: ClientTarget) async throws {
        try await target.withClient { test async throws in
            let failing = Pod(
                test.client, uploader: ScriptedUploader(),
                agent: ScriptedAgent { _ in throw ScriptedUploader.Refusal() }, limit: 2)
            let user = unique("user")
            try await failing.accumulator.addMessage(
                IncomingMessage(text: "m0", imagePaths: ["a.png"]), timestamp: "t", for: user)
            await failing.manager?.shutDown()
            try await Self.add(["m1"], to: failing, user)
            try await failing.accumulator.addConversation(question: "q", answer: "a", for: user)
            await #expect(throws: ScriptedUploader.Refusal.self) {
                try await failing.accumulator.absorb(for: user)
            }
            let next = Pod(test.client, uploader: ScriptedUploader(), limit: 2)
            #expect(try await Self.waiting(next, user) == ["m0", "m1"])
            #expect(try await next.accumulator.absorb(for: user) == .absorbed(2))
            let content = try #require(next.agent.contents.first)
            #expect(content.messages.map(\.images.count) == [1, 0])
            #expect(content.conversations.map(\.content) == ["q", "a"])
        }
    }

    /// The original's A removes B's lock, and trims what B reads.
    @Test(arguments: targets) func aLostLockRemovesNothing(target: ClientTarget) async throws {
        try await target.withClient { test async throws in
            let gate = Gate()
            let podA = Pod(test.client, agent: ScriptedAgent { _ in await gate.pass() }, limit: 1)
            let podB = Pod(test.client, limit: 1)
            let user = unique("user")
            let key = UploadKeyScheme(isClustered: test.client.isClustered).absorbLock(user)
            try await Self.add(["m0", "m1"], to: podA, user)
            let first = Task { try await podA.accumulator.absorb(for: user, force: true) }
            await gate.waitForArrivals(1)
            try await test.client.expire(key, in: .zero)
            let lock = try #require(
                try await podB.accumulator.locks.acquireUserLock(
                    user, timeout: Pod.lockTimeout))
            gate.open()
            #expect(try await first.value == .lockLost)
            #expect(try await podB.accumulator.locks.releaseUserLock(user, token: lock))
            #expect(try await Self.waiting(podB, user) == ["m0", "m1"])
        }
    }

    @Test(arguments: targets) func whoeverTakesOverFindsTheBatch(target: ClientTarget) async throws
    {
        try await target.withClient { test async throws in
            let gate = Gate()
            let podA = Pod(test.client, agent: ScriptedAgent { _ in await gate.pass() }, limit: 1)
            let podB = Pod(test.client)
            let user = unique("user")
            let key = UploadKeyScheme(isClustered: test.client.isClustered).absorbLock(user)
            try await Self.add(["m0", "m1"], to: podA, user)
            try await podA.accumulator.addConversation(question: "q", answer: "a", for: user)
            let first = Task { try await podA.accumulator.absorb(for: user, force: true) }
            await gate.waitForArrivals(1)
            // A's process hangs, or has ended; its lock expires.
            try await test.client.expire(key, in: .zero)
            try await Self.add(["m2"], to: podB, user)
            #expect(try await podB.accumulator.absorb(for: user, force: true) == .absorbed(3))
            #expect(podB.agent.texts == ["m0", "m1", "m2"])
            #expect(podB.agent.contents.first?.conversations.map(\.content) == ["q", "a"])
            gate.open()
            #expect(try await first.value == .lockLost)
            #expect(try await Self.waiting(podB, user).isEmpty)
        }
    }

    /// The original's later trim removes what was pushed meanwhile.
    @Test(arguments: targets) func whatComesMeanwhileStays(target: ClientTarget) async throws {
        try await target.withClient { test async throws in
            let gate = Gate()
            let pod = Pod(test.client, agent: ScriptedAgent { _ in await gate.pass() }, limit: 1)
            let user = unique("user")
            try await Self.add(["m0", "m1"], to: pod, user)
            let task = Task { try await pod.accumulator.absorb(for: user, force: true) }
            await gate.waitForArrivals(1)
            let more = (0..<100).map { "n\($0)" }
            try await Self.add(more, to: pod, user)
            try await pod.accumulator.addConversation(question: "q", answer: "a", for: user)
            gate.open()
            #expect(try await task.value == .absorbed(2))
            #expect(try await Self.waiting(pod, user) == more)
            #expect(try await pod.accumulator.messages.conversationCount(of: user) == 1)
        }
    }

    @Test(arguments: targets) func theLockIsRenewed(target: ClientTarget) async throws {
        try await target.withClient { test async throws in
            let gate = Gate()
            let pod = Pod(test.client, agent: ScriptedAgent { _ in await gate.pass() }, limit: 1)
            let user = unique("user")
            let key = UploadKeyScheme(isClustered: test.client.isClustered).absorbLock(user)
            try await Self.add(["m0"], to: pod, user)
            let task = Task { try await pod.accumulator.absorb(for: user) }
            await gate.waitForArrivals(1)
            try await test.client.persist(key)
            await pod.clock.waitForSleepers(1)
            pod.clock.advance(by: Pod.lockTimeout / 3)
            // Renewed, it has an end again.
            while try await test.client.ttl(key) == .never { await Task.yield() }
            gate.open()
            #expect(try await task.value == .absorbed(1))
        }
    }

    @Test(arguments: targets) func whoLosesTheLockIsStopped(target: ClientTarget) async throws {
        try await target.withClient { test async throws in
            let gate = Gate()
            let patience = ManualLayerClock()
            let agent = ScriptedAgent { _ in
                async let arrival: Void = gate.pass()
                try await patience.sleep(for: .seconds(1))
                await arrival
            }
            let pod = Pod(test.client, agent: agent, limit: 1)
            let user = unique("user")
            let key = UploadKeyScheme(isClustered: test.client.isClustered).absorbLock(user)
            try await Self.add(["m0"], to: pod, user)
            let task = Task { try await pod.accumulator.absorb(for: user) }
            await gate.waitForArrivals(1)
            gate.open()
            await pod.clock.waitForSleepers(1)
            try await test.client.del(key)
            pod.clock.advance(by: Pod.lockTimeout / 3)
            #expect(try await task.value == .lockLost)
            #expect(try await Self.waiting(pod, user) == ["m0"])
            #expect(pod.agent.contents.isEmpty)
        }
    }

    @Test(arguments: targets) func cancellationKeepsAll(target: ClientTarget) async throws {
        try await target.withClient { test async throws in
            let (gate, patience) = (Gate(), ManualLayerClock())
            gate.open()
            let agent = ScriptedAgent { _ in
                await gate.pass()
                try await patience.sleep(for: .seconds(1))
            }
            let pod = Pod(test.client, agent: agent, limit: 1)
            let user = unique("user")
            try await Self.add(["m0"], to: pod, user)
            let task = Task { try await pod.accumulator.absorb(for: user) }
            await gate.waitForArrivals(1)
            task.cancel()
            await #expect(throws: CancellationError.self) { try await task.value }
            #expect(try await Self.waiting(pod, user) == ["m0"])
            #expect(try await !pod.accumulator.locks.userLockExists(user))
        }
    }

    @Test(arguments: targets) func redisAwayKeepsAll(target: ClientTarget) async throws {
        try await target.withClient { test async throws in
            let redis = SwitchedClient(test.client)
            let pod = Pod(redis, agent: ScriptedAgent { _ in redis.isAway = true }, limit: 1)
            let user = unique("user")
            let key = UploadKeyScheme(isClustered: test.client.isClustered).absorbLock(user)
            try await Self.add(["m0", "m1"], to: pod, user)
            let error = await redisError {
                try await pod.accumulator.absorb(for: user, force: true)
            }
            #expect(error?.isUnavailable == true)
            redis.isAway = false
            // Nobody could be told, so that the lock expires.
            let next = Pod(test.client, limit: 1)
            #expect(try await next.accumulator.absorb(for: user) == .busy)
            try await test.client.expire(key, in: .zero)
            #expect(try await next.accumulator.absorb(for: user, force: true) == .absorbed(2))
        }
    }

    @Test(arguments: targets) func theLockIsTriedAgain(target: ClientTarget) async throws {
        try await target.withClient { test async throws in
            let pod = Pod(test.client, limit: 1, lockAttempts: 2)
            let user = unique("user")
            try await Self.add(["m0"], to: pod, user)
            let locks = pod.accumulator.locks
            let token = try #require(
                try await locks.acquireUserLock(user, timeout: Pod.lockTimeout))
            let task = Task { try await pod.accumulator.absorb(for: user) }
            await pod.clock.waitForSleepers(1)
            try await locks.releaseUserLock(user, token: token)
            pod.clock.advance(by: .milliseconds(100))
            #expect(try await task.value == .absorbed(1))
        }
    }

    @Test(arguments: targets) func conversationsAreAbsorbedAlone(target: ClientTarget) async throws
    {
        try await target.withClient { test async throws in
            let pod = Pod(test.client)
            let user = unique("user")
            #expect(try await pod.accumulator.absorb(for: user, force: true) == .notReady)
            try await pod.accumulator.addConversation(question: "q", answer: "a", for: user)
            #expect(try await pod.accumulator.absorb(for: user) == .notReady)
            #expect(try await pod.accumulator.absorb(for: user, force: true) == .absorbed(0))
            #expect(
                pod.agent.contents.first?.parts == [
                    .text(
                        "This was said between the user and the chat agent meanwhile:\n"
                            + "role: user; content: q\nrole: assistant; content: a")
                ])
            #expect(try await pod.accumulator.absorb(for: user, force: true) == .notReady)
        }
    }

    @Test(arguments: targets) func nonsenseHoldsUpNobody(target: ClientTarget) async throws {
        try await target.withClient { test async throws in
            let pod = Pod(test.client, limit: 2)
            let user = unique("user")
            let key = UploadKeyScheme(isClustered: test.client.isClustered).messages(user)
            try await test.client.rpush(key, "nonsense")
            try await Self.add(["m1"], to: pod, user)
            #expect(try await pod.accumulator.absorb(for: user) == .absorbed(2))
            #expect(pod.agent.texts == ["m1"])
        }
    }
}
