import LayerSupport
import MartletClient
import PetState
import Testing

@Suite struct LifeTests {
    @Test(arguments: PetTarget.all) func ticksAreSeenBeforeTheyAreWritten(target: PetTarget)
        async throws
    {
        try await target.withStorage { world async throws in
            let life = try world.life()
            try await life.start()
            #expect(await life.dirtyCount == 2)
            try await life.flush()
            #expect(await life.dirtyCount == 0)
            let before = try await world.documents()
            for _ in 0..<30 { try await life.tick() }
            try await life.interact(.feed)
            #expect(await life.dirtyCount == 2)
            #expect(try await world.documents() == before)
            let states = try await life.states
            #expect(states.lastUpdate == PetWorld.morning + 1800)
            #expect(try await life.expression == Expression(of: states))
            try await life.stop()
            let other = try world.life()
            try await other.start()
            #expect(try await other.states == states)
        }
    }

    @Test func deferredWritesAreTwo() async throws {
        try await PetTarget.files.withStorage { world async throws in
            let storage = FlakyStorage(world.storage)
            for (isAutomatic, updates) in [(false, 1), (true, 1440)] {
                let life = try Life(
                    device: "\(isAutomatic)", storage: storage, autoFlush: isAutomatic,
                    clock: world.clock)
                try await life.start()
                let before = storage.updates
                for _ in 0..<1440 { try await life.tick() }
                try await life.flush()
                try await life.flush()
                #expect(storage.updates - before == updates)
            }
        }
    }

    /// Two instances, 100 ticks and 50: the original kept 50.
    @Test(arguments: PetTarget.all) func instancesLoseNothing(target: PetTarget) async throws {
        try await target.withStorage { world async throws in
            let first = try world.life()
            try await first.start()
            try await first.flush()
            let second = try world.life()
            try await second.start()
            for _ in 0..<100 { try await first.tick() }
            for _ in 0..<50 { try await second.tick() }
            try await second.interact(.feed)
            try await first.flush()
            try await second.flush()
            let both = try await second.states
            #expect(both.lastUpdate == PetWorld.morning + 150 * 60)
            var expected = Pet(bornAt: PetWorld.morning)
            expected.tick(150)
            expected.perform(.feed)
            #expect(both == expected)
            try await first.tick()
            try await first.flush()
            #expect(try await first.states.lastUpdate == PetWorld.morning + 151 * 60)
        }
    }

    /// A birth that someone else was faster with.
    @Test func thereIsOneBirth() async throws {
        try await PetTarget.files.withStorage { world async throws in
            let (first, second) = (try world.life(), try world.life())
            try await first.start()
            world.clock.advance(by: .seconds(30))
            try await second.start()
            try await first.tick(5)
            try await first.flush()
            try await second.tick(7)
            try await second.flush()
            #expect(try await second.states.lastUpdate == PetWorld.morning + 12 * 60)
        }
    }

    /// The original deleted, and then wrote what it still had.
    @Test(arguments: PetTarget.all) func resetLeavesNothingOld(target: PetTarget) async throws {
        try await target.withStorage { world async throws in
            let life = try world.life()
            try await life.start()
            for _ in 0..<10 { try await life.tick() }
            world.clock.advance(by: .seconds(3600))
            try await life.reset()
            #expect(await life.dirtyCount == 0)
            let newborn = Pet(bornAt: PetWorld.morning + 3600)
            try await life.flush()
            try await life.stop()
            let other = try world.life()
            try await other.start()
            #expect(try await other.states == newborn)
        }
    }

    @Test(arguments: [FlakyStorage.Fault.away, .replyLost])
    func flushCanBeRepeated(fault: FlakyStorage.Fault) async throws {
        try await PetTarget.files.withStorage { world async throws in
            let storage = FlakyStorage(world.storage)
            let life = try Life(device: world.device(), storage: storage, clock: world.clock)
            try await life.start()
            try await life.flush()
            try await life.tick(10)
            storage.fault = fault
            await #expect(throws: RedisError.self) { try await life.flush() }
            await #expect(throws: RedisError.self) { try await life.stop() }
            storage.fault = nil
            try await life.interact(.feed)
            try await life.stop()
            var expected = Pet(bornAt: PetWorld.morning)
            expected.tick(10)
            expected.perform(.feed)
            let other = try world.life()
            try await other.start()
            #expect(try await other.states == expected)
        }
    }

    @Test func flushesOfManyTasksAreOne() async throws {
        try await PetTarget.files.withStorage { world async throws in
            let life = try world.life()
            try await life.start()
            try await withThrowingTaskGroup { group in
                for _ in 0..<20 {
                    group.addTask {
                        try await life.tick()
                        try await life.flush()
                    }
                }
                try await group.waitForAll()
            }
            try await life.stop()
            let other = try world.life()
            try await other.start()
            #expect(try await other.states.lastUpdate == PetWorld.morning + 1200)
        }
    }

    @Test func timeHasAScale() async throws {
        try await PetTarget.files.withStorage { world async throws in
            let life = try Life(
                device: "a", storage: world.storage, timeScale: 60, clock: world.clock)
            try await life.start()
            try await life.tick(2)
            #expect(try await life.states.lastUpdate == PetWorld.morning + 7200)
            for amount in [-1, 721, .nan, .infinity] {
                let error = await #expect(throws: PetStateError.self) {
                    try await life.tick(amount)
                }
                #expect(error?.code == .invalidTime)
            }
        }
    }

    @Test func runsFromStartToStop() async throws {
        try await PetTarget.files.withStorage { world async throws in
            let life = try world.life()
            let error = await #expect(throws: PetStateError.self) { try await life.tick() }
            #expect(error?.code == .notRunning)
            try await life.stop()
            try await life.start()
            try await life.tick()
            try await life.start()
            #expect(try await life.states.lastUpdate == PetWorld.morning + 60)
            try await life.stop()
            await #expect(throws: PetStateError.self) { try await life.flush() }
        }
    }
}
