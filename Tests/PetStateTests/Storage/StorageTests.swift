import ClientTestSupport
import MartletClient
import PetState
import Testing

/// What every storage does.
@Suite struct StorageTests {
    @Test(arguments: PetTarget.all) func documentsComeAndGo(target: PetTarget) async throws {
        try await target.withStorage { world async throws in
            let (storage, device) = (world.storage, try DeviceID(world.device()))
            #expect(try await storage.load(device).isEmpty)
            #expect(try await storage.delete(device) == false)
            try await storage.save(Array("{}".utf8), as: .energy, of: device)
            #expect(try await storage.exists(.energy, of: device))
            #expect(try await !storage.exists(.rhythm, of: device))
            #expect(try await storage.load(device) == PetDocuments(energy: Array("{}".utf8)))
            #expect(try await storage.delete(device))
            #expect(try await storage.load(device).isEmpty)
        }
    }

    /// The original removed `life_1*`, and so the pet of device 10.
    @Test(arguments: PetTarget.all) func devicesAreApart(target: PetTarget) async throws {
        try await target.withStorage { world async throws in
            let one = try DeviceID(world.device("*"))
            let ten = try DeviceID(world.device("*") + "0")
            let sub = try DeviceID(world.device("*") + ":rhythm")
            for device in [one, ten, sub] {
                for system in PetSystem.allCases {
                    try await world.storage.save(Array("{}".utf8), as: system, of: device)
                }
            }
            let adapter = world.adapter()
            try await adapter.delete(one.text)
            #expect(try await world.storage.load(one).isEmpty)
            #expect(try await world.storage.load(ten).isComplete)
            #expect(try await world.storage.load(sub).isComplete)
        }
    }

    @Test(arguments: PetTarget.all) func updatesAreWholeOrNothing(target: PetTarget) async throws {
        struct Surprise: Error {}
        try await target.withStorage { world async throws in
            let device = try DeviceID(world.device())
            let new = PetDocuments(rhythm: Array("1".utf8), energy: Array("2".utf8))
            let request = try RequestID("r")
            await #expect(throws: Surprise.self) {
                try await world.storage.update(device, remembering: [request]) { _, _ in
                    throw Surprise()
                } as Void
            }
            for attempt in 0..<2 {
                let known = try await world.storage.update(device, remembering: [request]) {
                    documents, known in
                    #expect(documents == (attempt == 0 ? PetDocuments() : new))
                    return PetUpdate(documents: new, result: known)
                }
                #expect(known == (attempt == 0 ? [] : [request]))
            }
            let nothing = try await world.storage.update(device, remembering: []) { _, _ in
                PetUpdate(documents: nil, result: 5)
            }
            #expect(nothing == 5)
            #expect(try await world.storage.load(device) == new)
            let names = try await world.storage.names().filter { $0.contains(device.text) }
            #expect(names.count == 3 && names == names.sorted())
        }
    }

    @Test(arguments: PetTarget.all) func noUpdateIsLost(target: PetTarget) async throws {
        try await target.withStorage { world async throws in
            let (storage, device) = (world.storage, try DeviceID(world.device()))
            try await withThrowingTaskGroup { group in
                for _ in 0..<8 {
                    group.addTask {
                        for _ in 0..<5 {
                            try await storage.update(device, remembering: []) { documents, _ in
                                let count = documents.rhythm.flatMap { Int($0.text) } ?? 0
                                let bytes = Array(String(count + 1).utf8)
                                return PetUpdate(
                                    documents: PetDocuments(rhythm: bytes, energy: bytes),
                                    result: ())
                            }
                        }
                    }
                }
                try await group.waitForAll()
            }
            let documents = try await storage.load(device)
            #expect(documents.rhythm?.text == "40" && documents.energy?.text == "40")
        }
    }

    @Test(arguments: ClientTarget.allCases) func petsExpire(target: ClientTarget) async throws {
        try await target.withClient { test async throws in
            let world = PetWorld(storage: RedisStorage(test.client), client: test.client)
            _ = try await world.adapter().interact(world.device(), .feed, requestID: "once")
            let scheme = KeyScheme(isClustered: test.client.isClustered)
            let device = try DeviceID(world.device())
            for key in scheme.keys(of: device) {
                let left = try await test.client.ttl(key)
                #expect(left.isBetween(.seconds(29 * 86_400), and: .seconds(30 * 86_400)))
            }
            let request = scheme.request(try RequestID("once"), of: device)
            let left = try await test.client.ttl(request)
            #expect(left.isBetween(.seconds(86_000), and: .seconds(86_400)))

            var options = RedisStorageOptions()
            options.retention = nil
            let lasting = RedisStorage(test.client, options: options)
            try await lasting.save(Array("{}".utf8), as: .rhythm, of: device)
            #expect(try await test.client.ttl(scheme.key(.rhythm, of: device)) == .never)
        }
    }
}

extension TTL {
    fileprivate func isBetween(_ low: Duration, and high: Duration) -> Bool {
        if case .after(let duration) = self { (low...high).contains(duration) } else { false }
    }
}
