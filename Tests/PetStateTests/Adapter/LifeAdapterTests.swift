import ClientTestSupport
import LayerSupport
import MartletClient
import PetState
import Testing

/// What every backend does.
@Suite struct LifeAdapterTests {
    @Test(arguments: PetTarget.all) func petsAreBornAndVisited(target: PetTarget) async throws {
        try await target.withStorage { world async throws in
            let (adapter, device) = (world.adapter(), world.device())
            let first = try await adapter.state(of: device)
            #expect(first.isNewborn && first.ticks == 0 && !first.isDegraded)
            #expect(first.pet == Pet(bornAt: PetWorld.morning))
            world.clock.advance(by: .seconds(59))
            #expect(try await adapter.state(of: device).pet == first.pet)
            world.clock.advance(by: .seconds(1))
            let next = try await adapter.state(of: device)
            #expect(!next.isNewborn && next.ticks == 1)
            #expect(next.pet.lastUpdate == PetWorld.morning + 60)
            #expect(try await world.documents().isComplete)
        }
    }

    @Test(arguments: PetTarget.all) func actionsChangeThePet(target: PetTarget) async throws {
        try await target.withStorage { world async throws in
            let (adapter, device) = (world.adapter(), world.device())
            let fed = try await adapter.interact(device, .feed)
            #expect(fed.pet.energy.level == 85)
            let mood = fed.simplified.mood
            let seen = try await adapter.state(of: device)
            #expect(seen.pet.energy.level == 85 && mood == min(100, seen.simplified.mood + 5))
            #expect(try await adapter.interact(device, .play).pet.energy.level == 75)
        }
    }

    @Test(arguments: PetTarget.all) func requestsAreDoneOnce(target: PetTarget) async throws {
        try await target.withStorage { world async throws in
            let (adapter, device) = (world.adapter(), world.device())
            let once = try await adapter.interact(device, .feed, requestID: "1")
            let twice = try await adapter.interact(device, .feed, requestID: "1")
            #expect(!once.isRepetition && twice.isRepetition && twice.pet == once.pet)
            _ = try await adapter.reset(device, requestID: "2")
            _ = try await adapter.interact(device, .feed, requestID: "3")
            let reset = try await adapter.reset(device, requestID: "2")
            #expect(reset.isRepetition && reset.pet.energy.level == 85)
        }
    }

    /// Two instances at once, each with the same 24 hours: the original added both.
    @Test(arguments: PetTarget.all) func catchingUpTwiceIsOnce(target: PetTarget) async throws {
        try await target.withStorage { world async throws in
            let (adapter, device) = (world.adapter(), world.device())
            _ = try await adapter.state(of: device)
            world.clock.advance(by: .seconds(86_400))
            let other = world.adapter()
            async let first = adapter.catchUp(device, hours: 24)
            async let second = other.catchUp(device, hours: 24, requestID: "r")
            let ticks = try await [first.ticks, second.ticks]
            // 24 hours are 1440 ticks: the original did 24.
            #expect(ticks.sorted() == [0, 1440])
            #expect(try await adapter.catchUp(device).ticks == 0)
            var expected = Pet(bornAt: PetWorld.morning)
            expected.tick(1440)
            #expect(try await adapter.state(of: device).pet == expected)
        }
    }

    @Test(arguments: PetTarget.all) func instancesLoseNothing(target: PetTarget) async throws {
        try await target.withStorage { world async throws in
            let device = world.device()
            try await withThrowingTaskGroup { group in
                for _ in 0..<5 {
                    let adapter = world.adapter()
                    group.addTask {
                        for _ in 0..<3 { _ = try await adapter.interact(device, .greet) }
                    }
                }
                try await group.waitForAll()
            }
            #expect(try await world.adapter().state(of: device).pet.energy.level == 100)
        }
    }

    /// What another process writes is seen by the next request.
    @Test(arguments: PetTarget.all) func readsAreNew(target: PetTarget) async throws {
        try await target.withStorage { world async throws in
            let (adapter, device) = (world.adapter(), try DeviceID(world.device()))
            _ = try await adapter.state(of: device.text)
            let energy = #"{"energy":12.5,"last_update":\#(Int(PetWorld.morning))}"#
            try await world.storage.save(Array(energy.utf8), as: .energy, of: device)
            #expect(try await adapter.state(of: device.text).pet.energy.level == 12.5)
            world.clock.advance(by: .seconds(3600))
            let aged = try await adapter.state(of: device.text)
            #expect(aged.ticks == 60 && aged.pet.energy.level != 12.5)
        }
    }

    @Test(arguments: PetTarget.all) func unreadablePetsAreLeft(target: PetTarget) async throws {
        try await target.withStorage { world async throws in
            let (adapter, device) = (world.adapter(), try DeviceID(world.device()))
            try await world.storage.save([1, 2], as: .energy, of: device)
            let error = await #expect(throws: PetStateError.self) {
                try await adapter.interact(device.text, .feed)
            }
            #expect(error?.code == .unreadable)
            #expect(try await world.storage.load(device).energy == [1, 2])
            #expect(try await adapter.reset(device.text).pet.energy.level == 70)
            #expect(try await world.storage.load(device).isComplete)
        }
    }

    @Test(arguments: [0, -1, 721, .max, .min]) func hoursAreChecked(hours: Int) async throws {
        try await PetTarget.files.withStorage { world async throws in
            let adapter = world.adapter()
            let error = await #expect(throws: PetStateError.self) {
                try await adapter.catchUp("a", hours: hours)
            }
            #expect(error?.code == .invalidTime)
            await #expect(throws: PetStateError.self) {
                try await adapter.fastForward("a", hours: hours, requestID: "r")
            }
        }
    }

    @Test(arguments: PetTarget.all) func timeCanBeMadeUp(target: PetTarget) async throws {
        try await target.withStorage { world async throws in
            let (adapter, device) = (world.adapter(), world.device())
            let older = try await adapter.fastForward(device, requestID: "r")
            #expect(older.ticks == 1440 && older.pet.lastUpdate == PetWorld.morning)
            let again = try await adapter.fastForward(device, requestID: "r")
            #expect(again.ticks == 0 && again.pet == older.pet)
        }
    }

    @Test(arguments: PetTarget.all) func clocksMayGoBack(target: PetTarget) async throws {
        try await target.withStorage { world async throws in
            let (adapter, device) = (world.adapter(), world.device())
            let before = try await adapter.state(of: device)
            world.clock.advance(by: .seconds(-86_400))
            let after = try await adapter.interact(device, .greet)
            #expect(after.ticks == 0 && after.pet.rhythm == before.pet.rhythm)
        }
    }

    /// Python's document is taken over, and what it says besides stays.
    @Test(arguments: ClientTarget.allCases) func sharesAServer(target: ClientTarget) async throws {
        try await target.withClient { test async throws in
            let world = PetWorld(storage: RedisStorage(test.client), client: test.client)
            let device = try DeviceID(world.device())
            let scheme = KeyScheme(isClustered: test.client.isClustered)
            let key = scheme.key(.energy, of: device)
            let text = #"{"energy":50,"last_update":1772528400,"note":"\u732b"}"#
            try await test.client.set(key, text)
            _ = try await world.adapter().interact(device.text, .feed)
            let written = try await test.client.get(key)
            #expect(
                written?.hasPrefix(
                    #"{"energy":65.0,"last_update":1772528400.0,"note":"\u732b","#) == true)
            let names = try await world.adapter().storedNames()
            #expect(names.contains(key))
        }
    }
}
